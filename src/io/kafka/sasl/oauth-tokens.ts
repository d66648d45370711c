import { KafkaConnectError } from '../errors.ts'
import type { KafkaConnectReason } from '../errors.ts'
import type { SaslCredentialsSource, TokenCredentials } from './credentials.ts'
import { postForm } from './post-form.ts'

/** Where tokens come from: the client credentials grant (RFC 6749, section 4.4). */
export interface OauthClient {
  readonly tokenEndpoint: string
  readonly clientId: string
  /** Asked for each token, so that a changed file is used. */
  readonly clientSecret: () => Promise<string>
  readonly scopes: readonly string[]
  readonly audience: string | undefined
  /** Sent to the broker beside the token. */
  readonly extensions: Readonly<Record<string, string>>
  /** PEM of the authorities to trust for the endpoint instead of those of the system. */
  readonly ca: string | undefined
}

interface Token {
  readonly text: string
  /** Monotonic milliseconds after which a new one is fetched. */
  readonly usableUntil: number
}

/** Of its lifetime a token is used for this part, so that none ends on the way to a broker. */
const SHARE_OF_LIFETIME = 0.8
const OK = 200
const SERVER_TROUBLE = 500

/** Tokens for connections, fetched when there is none that lives long enough. Rejects with KafkaConnectError, and the signal's reason. */
export function oauthTokens(client: OauthClient): SaslCredentialsSource {
  let known: Token | undefined
  return async ({ signal }) => {
    if (known === undefined || performance.now() >= known.usableUntil) known = await fetchToken(client, signal)
    return { mechanism: 'OAUTHBEARER', token: known.text, extensions: client.extensions } satisfies TokenCredentials
  }
}

async function fetchToken(client: OauthClient, signal: AbortSignal): Promise<Token> {
  const begun = performance.now()
  const { status, text } = await ask(client, signal)
  const answer = readJson(text)
  if (status !== OK) {
    const reason = status >= SERVER_TROUBLE ? 'unreachable' : 'authentication'
    throw failed(client, reason, whyRefused(status, answer['error']))
  }
  const token = answer['access_token']
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token))
    throw failed(client, 'authentication', 'its answer has no usable access token')
  const seconds = Number(answer['expires_in'])
  const usableMs = seconds > 0 ? seconds * 1000 * SHARE_OF_LIFETIME : 0
  return { text: token, usableUntil: begun + usableMs }
}

async function ask(client: OauthClient, signal: AbortSignal): ReturnType<typeof postForm> {
  const secret = await client.clientSecret()
  const identity = Buffer.from(`${formEncode(client.clientId)}:${formEncode(secret)}`).toString('base64')
  const form = {
    grant_type: 'client_credentials',
    ...(client.scopes.length === 0 ? {} : { scope: client.scopes.join(' ') }),
    ...(client.audience === undefined ? {} : { audience: client.audience }),
  }
  const headers = { authorization: `Basic ${identity}` }
  try {
    return await postForm({ url: client.tokenEndpoint, form, headers, ca: client.ca, signal })
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw failed(client, 'unreachable', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** RFC 6749, section 2.3.1. */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Of the answer only the error's code is told: the rest may repeat what was sent. */
function whyRefused(status: number, error: unknown): string {
  const code = typeof error === 'string' && /^[a-z_]{1,64}$/.test(error) ? ` "${error}"` : ''
  return `it answers ${status}${code}`
}

function failed(...[{ tokenEndpoint }, reason, problem, options]: Failure): KafkaConnectError {
  return new KafkaConnectError(
    reason,
    `Cannot get a token from "${withoutSecrets(tokenEndpoint)}": ${problem}`,
    options,
  )
}

type Failure = [client: OauthClient, reason: KafkaConnectReason, problem: string, options?: ErrorOptions]

function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
