import { KafkaConnectError } from '../errors.ts'
import type { TokenCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'

const SEPARATOR = '\x01'

/** RFC 7628, with the extensions of KIP-342. */
export async function* oauthBearer({ token, extensions }: TokenCredentials): SaslExchange {
  const pairs = Object.entries(extensions).map(([key, value]) => `${key}=${value}${SEPARATOR}`)
  const answer = yield Buffer.from(`n,,${SEPARATOR}auth=Bearer ${token}${SEPARATOR}${pairs.join('')}${SEPARATOR}`)
  if (answer.length === 0) return
  // The broker says why and waits for us to acknowledge the failure.
  yield Buffer.from(SEPARATOR)
  throw new KafkaConnectError('authentication', `Cannot authenticate with OAUTHBEARER: ${statusOf(answer.toString())}`)
}

function statusOf(text: string): string {
  const status = /"status"\s*:\s*"([a-z_]{1,64})"/.exec(text)?.[1]
  return status === undefined ? 'the broker refuses the token' : `the broker says "${status}"`
}
