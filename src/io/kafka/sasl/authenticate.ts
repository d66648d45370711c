import type { BrokerConnection } from '../broker-connection.ts'
import { KafkaConnectError } from '../errors.ts'
import { KAFKA_ERROR, errorName } from '../protocol/error-codes.ts'
import { SASL_AUTHENTICATE } from '../protocol/messages/sasl-authenticate.ts'
import { SASL_HANDSHAKE } from '../protocol/messages/sasl-handshake.ts'
import { awsMskIam } from './aws-msk-iam.ts'
import type { SaslCredentials, PasswordCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'
import { oauthBearer } from './oauth-bearer.ts'
import { scram } from './scram.ts'

export interface Login {
  readonly credentials: SaslCredentials
  /** Name of the broker, which is part of what some mechanisms sign. */
  readonly host: string
  readonly signal: AbortSignal
}

/** Gives the lifetime of the session in milliseconds, 0 where it has no end. Rejects with KafkaConnectError. */
export async function authenticate(connection: BrokerConnection, login: Login): Promise<number> {
  const { credentials, signal } = login
  const handshake = await connection.request(SASL_HANDSHAKE, { mechanism: credentials.mechanism }, { signal })
  if (handshake.errorCode === KAFKA_ERROR.UNSUPPORTED_SASL_MECHANISM)
    throw refused(login, `it offers ${handshake.mechanisms.join(', ')}`)
  if (handshake.errorCode !== KAFKA_ERROR.NONE) throw refused(login, errorName(handshake.errorCode))
  const exchange = exchangeFor(login)
  let lifetimeMs = 0
  let step = await exchange.next(Buffer.alloc(0))
  while (step.done !== true) {
    const answer = await connection.request(SASL_AUTHENTICATE, { authBytes: step.value }, { signal })
    if (answer.errorCode !== KAFKA_ERROR.NONE) throw refused(login, whatItSays(answer, credentials))
    lifetimeMs = answer.sessionLifetimeMs
    step = await exchange.next(answer.authBytes)
  }
  return lifetimeMs
}

function exchangeFor({ credentials, host }: Login): SaslExchange {
  switch (credentials.mechanism) {
    case 'PLAIN':
      return plain(credentials)
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return scram(credentials)
    case 'OAUTHBEARER':
      return oauthBearer(credentials)
    case 'AWS_MSK_IAM':
      return awsMskIam(credentials, { host, now: new Date() })
  }
}

function refused({ credentials, host }: Login, problem: string): KafkaConnectError {
  return new KafkaConnectError(
    'authentication',
    `Cannot authenticate to broker "${host}" with ${credentials.mechanism}: ${problem}`,
  )
}

/** The broker's own words, unless they hold what is secret. */
function whatItSays(
  answer: { readonly errorCode: number; readonly errorMessage: string | undefined },
  credentials: SaslCredentials,
): string {
  const text = answer.errorMessage ?? ''
  const isFit = text !== '' && secretsOf(credentials).every((secret) => !text.includes(secret))
  return isFit ? text : errorName(answer.errorCode)
}

function secretsOf(credentials: SaslCredentials): readonly string[] {
  switch (credentials.mechanism) {
    case 'PLAIN':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return [credentials.password]
    case 'OAUTHBEARER':
      return [credentials.token]
    case 'AWS_MSK_IAM':
      return [credentials.secretAccessKey, credentials.sessionToken ?? credentials.secretAccessKey]
  }
}

/** RFC 4616. */
async function* plain({ username, password }: PasswordCredentials): SaslExchange {
  yield Buffer.from(`\0${username}\0${password}`)
}
