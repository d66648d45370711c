import type { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { hideNodeWarning, SILENT_LOGGER } from './sdk-output.ts'

type Provider = ReturnType<typeof fromTemporaryCredentials>

/** Where AWS credentials come from; without anything, the default chain of AWS. */
export interface AwsCredentialSource {
  /** Profile of the shared AWS configuration, in place of the one that AWS_PROFILE names. */
  readonly profile?: string
  /** Role to assume with the credentials found. */
  readonly role?: { readonly arn: string; readonly externalId?: string }
  /** Of the STS endpoint that is asked for the role, where neither the environment nor the profile says. */
  readonly region?: string
}

/** Keys that sign requests. All but the id are secret. */
export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** `unreachable`: asking again may help; `refused`: there are no credentials, or the role is not given. */
export class AwsCredentialsError extends Error {
  readonly reason: 'unreachable' | 'refused'

  constructor(reason: AwsCredentialsError['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AwsCredentialsError'
    this.reason = reason
  }
}

const SESSION_NAME = 'strmctl'

/**
 * The chain of AWS: environment, profile (its roles and processes too), SSO, web identity (IRSA), containers (Pod Identity, ECS),
 * instance role. The SDK loads at the first call, keeps what it found and asks again before that expires. Each call rejects with
 * AwsCredentialsError.
 */
export function awsCredentials(source: AwsCredentialSource): () => Promise<AwsKeys> {
  let provider: Promise<Provider> | undefined
  return async () => {
    const provide = await (provider ??= openProvider(source))
    try {
      return await provide()
    } catch (error) {
      throw credentialsError(error)
    }
  }
}

async function openProvider({ profile, role, region }: AwsCredentialSource): Promise<Provider> {
  hideNodeWarning()
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
  const clientConfig = region === undefined ? {} : { clientConfig: { region } }
  const base = fromNodeProviderChain({
    ...clientConfig,
    logger: SILENT_LOGGER,
    ...(profile === undefined ? {} : { profile }),
  })
  if (role === undefined) return base
  const { arn, externalId } = role
  const assumeRole = fromTemporaryCredentials({
    masterCredentials: base,
    params: {
      RoleArn: arn,
      RoleSessionName: SESSION_NAME,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    ...clientConfig,
  })
  return keepUntilExpiry(assumeRole)
}

/** So long before they expire credentials are not used any more: five minutes, as the SDK's clients do. */
const MARGIN_MS = 300_000

/** Only the chain keeps what it found. All who ask at the same time share one request. */
function keepUntilExpiry(provide: Provider): Provider {
  let known: Awaited<ReturnType<Provider>> | undefined
  let asking: ReturnType<Provider> | undefined
  return async () => {
    const expiry = known?.expiration?.getTime() ?? 0
    if (known !== undefined && Date.now() <= expiry - MARGIN_MS) return known
    asking ??= provide().finally(() => (asking = undefined))
    known = await asking
    return known
  }
}

/** Of what the operating system says of a connection, and of an answer that asks to come back later. */
const PASSING = /^(?:E[A-Z]+|TimeoutError|Throttling\w*|ServiceUnavailable\w*|InternalFailure)$/

function credentialsError(error: unknown): AwsCredentialsError {
  const failure = error instanceof Error ? error : new Error(String(error))
  const names = [failure.name, 'code' in failure ? String(failure.code) : '']
  const isPassing = names.some((name) => PASSING.test(name)) || ('$fault' in failure && failure.$fault === 'server')
  return new AwsCredentialsError(isPassing ? 'unreachable' : 'refused', failure.message, { cause: failure })
}
