import type * as Oauth from 'oauth4webapi'
import { KafkaConnectError } from '../errors.ts'
import type { KafkaConnectReason } from '../errors.ts'
import type { SaslCredentialsSource, TokenCredentials } from './credentials.ts'

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
}

interface Token {
  readonly text: string
  /** Monotonic milliseconds after which a new one is fetched. */
  readonly usableUntil: number
}

/** A token is used for this part of its lifetime, so that none expires on the way to a broker. */
const SHARE_OF_LIFETIME = 0.8
const SERVER_ERROR = 500
const MAX_BYTES = 1 << 20

/** Tokens for connections, fetched when there is none that lives long enough. Rejects with KafkaConnectError, and the signal's reason. */
export function oauthTokens(client: OauthClient): SaslCredentialsSource {
  let known: Token | undefined
  return async ({ signal }) => {
    if (known === undefined || performance.now() >= known.usableUntil) known = await fetchToken(client, signal)
    return { mechanism: 'OAUTHBEARER', token: known.text, extensions: client.extensions } satisfies TokenCredentials
  }
}

async function fetchToken(client: OauthClient, signal: AbortSignal): Promise<Token> {
  const oauth = await import('oauth4webapi')
  const secret = await client.clientSecret()
  const begun = performance.now()
  const response = await request(oauth, { client, secret, signal })
  const { access_token: text, expires_in: seconds = 0 } = await readAnswer(oauth, client, response)
  if (!/^[\x21-\x7e]+$/.test(text)) throw failed(client, 'authentication', 'the access token is not printable ASCII')
  return { text, usableUntil: begun + seconds * 1000 * SHARE_OF_LIFETIME }
}

interface TokenRequest {
  readonly client: OauthClient
  readonly secret: string
  readonly signal: AbortSignal
}

/** The answer with its whole body, whatever the status; redirects are not followed. */
async function request(oauth: typeof Oauth, { client, secret, signal }: TokenRequest): Promise<Response> {
  const form = new URLSearchParams({
    ...(client.scopes.length === 0 ? {} : { scope: client.scopes.join(' ') }),
    ...(client.audience === undefined ? {} : { audience: client.audience }),
  })
  const options = { signal, [oauth.allowInsecureRequests]: true, [oauth.customFetch]: fetchWhole }
  const authentication = oauth.ClientSecretBasic(secret)
  const { clientId: client_id } = client
  try {
    return await oauth.clientCredentialsGrantRequest(server(client), { client_id }, authentication, form, options)
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw failed(client, 'unreachable', reasonOf(cause), { cause })
  }
}

function server({ tokenEndpoint }: OauthClient): Oauth.AuthorizationServer {
  return { issuer: new URL(tokenEndpoint).origin, token_endpoint: tokenEndpoint }
}

/** No more than a megabyte of it. */
async function fetchWhole(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? []
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BYTES) throw new Error(`the answer has more than ${MAX_BYTES} bytes`)
  }
  return new Response(Buffer.concat(chunks), response)
}

async function readAnswer(
  oauth: typeof Oauth,
  client: OauthClient,
  response: Response,
): Promise<Oauth.TokenEndpointResponse> {
  const { status } = response
  try {
    return await oauth.processClientCredentialsResponse(server(client), { client_id: client.clientId }, response)
  } catch (cause) {
    const reason = status >= SERVER_ERROR ? 'unreachable' : 'authentication'
    const code = cause instanceof oauth.ResponseBodyError ? errorCode(cause.error) : ''
    const problem = response.ok ? 'its answer has no usable access token' : `it answers ${status}${code}`
    throw failed(client, reason, problem, { cause })
  }
}

/** Only the error's code is repeated: the rest of the answer may hold what was sent. */
function errorCode(error: string): string {
  return /^[a-z_]{1,64}$/.test(error) ? ` "${error}"` : ''
}

/** What `fetch` says of a connection is in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error && cause.message !== '' ? cause.message : message
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
