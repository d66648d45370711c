import { linkedAbort } from '../../lib/linked-abort.ts'
import { AuthenticatedConnection } from './authenticated-connection.ts'
import { formatAddress } from './broker-address.ts'
import type { BrokerAddress } from './broker-address.ts'
import { BrokerConnection } from './broker-connection.ts'
import { connectErrorOf } from './connect-error.ts'
import type { KafkaConnection } from './connection.ts'
import { KafkaConnectError } from './errors.ts'
import { openSocket } from './open-socket.ts'
import { KAFKA_ERROR, errorName } from './protocol/error-codes.ts'
import { API_VERSIONS } from './protocol/messages/api-versions.ts'
import type { SaslCredentialsSource } from './sasl/credentials.ts'
import type { TlsSettings } from './tls-settings.ts'

export interface ConnectOptions {
  readonly clientId: string
  /** From sending a request to its answer. */
  readonly requestTimeoutMs: number
  /** From beginning to connect until the first request may be sent: name, socket, TLS, versions and authentication. */
  readonly connectTimeoutMs: number
  /** Asked at each connect, so that changed files are used. Absent: not encrypted. */
  readonly tls?: (() => Promise<TlsSettings>) | undefined
  /** Asked at each connect and each re-authentication, so that changed passwords and new tokens are used. */
  readonly sasl?: SaslCredentialsSource | undefined
}

/** A connection that requests may be sent over. Rejects with KafkaConnectError, the signal's reason, or the error of a source. */
export async function openConnection(
  address: BrokerAddress,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<KafkaConnection> {
  const limit = linkedAbort(signal)
  const problem = `Cannot connect to broker "${formatAddress(address)}": no answer within ${options.connectTimeoutMs} ms`
  const timer = setTimeout(() => limit.abort(new KafkaConnectError('unreachable', problem)), options.connectTimeoutMs)
  try {
    return await connect(address, options, limit.signal)
  } finally {
    clearTimeout(timer)
    limit.release()
  }
}

async function connect(address: BrokerAddress, options: ConnectOptions, signal: AbortSignal): Promise<KafkaConnection> {
  const target = { address, tls: await options.tls?.() }
  const broker = formatAddress(address)
  const connection = new BrokerConnection(await openSocket(target, signal), { ...options, broker })
  try {
    await negotiate(connection, signal)
    if (options.sasl === undefined) return connection
    return await AuthenticatedConnection.open(connection, { address, credentials: options.sasl, signal })
  } catch (error) {
    connection.close()
    throw signal.aborted ? error : connectErrorOf(error, target)
  }
}

async function negotiate(connection: BrokerConnection, signal: AbortSignal): Promise<void> {
  const software = { clientSoftwareName: 'strmctl', clientSoftwareVersion: 'unknown' }
  const { errorCode, apiKeys } = await connection.request(API_VERSIONS, software, { signal })
  if (errorCode !== KAFKA_ERROR.NONE)
    throw new KafkaConnectError(
      'protocol',
      `Cannot agree on versions with a broker: it answers ${errorName(errorCode)}`,
    )
  connection.speak(apiKeys)
}
