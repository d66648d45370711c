import { formatAddress } from './broker-address.ts'
import type { BrokerAddress } from './broker-address.ts'
import { KafkaConnectError } from './errors.ts'
import type { KafkaConnectReason } from './errors.ts'
import { WireError } from './protocol/wire-error.ts'

const TLS_CODE =
  /^(?:ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH|ERROR_IN_)/

/** What went wrong before the first request could be sent, as the error that callers know. */
export function connectErrorOf(
  error: unknown,
  target: { readonly address: BrokerAddress; readonly tls: unknown },
): KafkaConnectError {
  if (error instanceof KafkaConnectError) return error
  const where = `Cannot connect to broker "${formatAddress(target.address)}"`
  return new KafkaConnectError(reasonOf(error, target.tls !== undefined), `${where}: ${describe(error)}`, {
    cause: error,
  })
}

function reasonOf(error: unknown, isEncrypted: boolean): KafkaConnectReason {
  if (causes(error).some((cause) => cause instanceof WireError)) return 'protocol'
  const codes = causes(error).map(codeOf)
  if (codes.some((code) => TLS_CODE.test(code))) return 'tls'
  // Node says so of a server that hangs up in the middle of the handshake.
  const isCut = causes(error).some(({ message }) => message.includes('before secure TLS connection'))
  return isEncrypted && isCut ? 'tls' : 'unreachable'
}

/** Several addresses of one name fail together, in an error without a text. */
function describe(error: unknown): string {
  const last = causes(error).at(-1)
  if (last === undefined) return String(error)
  return last.message === '' ? codeOf(last) : last.message
}

function causes(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
