import type { PasswordCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'

/** RFC 4616. */
export async function* plain({ username, password }: PasswordCredentials): SaslExchange {
  yield Buffer.from(`\0${username}\0${password}`)
}
