import { connect, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { checkServerIdentity, connect as connectTls } from 'node:tls'
import type { ConnectionOptions } from 'node:tls'
import { abortError } from './abortable.ts'
import type { BrokerAddress } from './broker-address.ts'
import { connectErrorOf } from './connect-error.ts'
import { FrameReceiver } from './frame-receiver.ts'
import type { TlsSettings } from './tls-settings.ts'

export interface OpenSocket {
  readonly socket: Socket
  /** Gets what the socket receives. */
  readonly receiver: FrameReceiver
}

export interface SocketTarget {
  readonly address: BrokerAddress
  readonly tls: TlsSettings | undefined
}

const KEEP_ALIVE_MS = 60_000

/** Connects, and agrees on encryption where there is to be some. Rejects with KafkaConnectError, or the signal's reason. */
export async function openSocket(target: SocketTarget, signal: AbortSignal): Promise<OpenSocket> {
  signal.throwIfAborted()
  const receiver = new FrameReceiver()
  const socket = startSocket(target, receiver)
  try {
    await opened(socket, target, signal)
    return { socket, receiver }
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? error : connectErrorOf(error, target)
  }
}

function startSocket(target: SocketTarget, receiver: FrameReceiver): Socket {
  const { address, tls } = target
  // Unlike "data" events, this does not make a buffer for each piece that arrives.
  const onread = {
    buffer: receiver.next,
    callback: (count: number, into: Uint8Array): boolean => {
      try {
        receiver.received(count, into)
      } catch (error) {
        socket.destroy(error instanceof Error ? error : undefined)
      }
      return true
    },
  }
  const socketOptions = { ...address, onread, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }
  let socket: Socket
  try {
    socket = tls === undefined ? connect(socketOptions) : connectTls({ ...socketOptions, ...tlsOptions(tls, address) })
  } catch (error) {
    throw connectErrorOf(error, target)
  }
  return socket
}

function tlsOptions(tls: TlsSettings, { host }: BrokerAddress): ConnectionOptions {
  const { ca, cert, key, passphrase } = tls
  const name = tls.serverName ?? host
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    // An address cannot be asked for by name (RFC 6066, section 3), yet a certificate may carry one.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    rejectUnauthorized: tls.insecure !== true,
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  }
}

function opened(socket: Socket, target: SocketTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => settle(() => reject(abortError(signal)))
    const onError = (error: Error): void => settle(() => reject(error))
    const onClose = (): void => settle(() => reject(new Error('the connection was closed')))
    const onOpen = (): void => settle(resolve)
    const settle = (how: () => void): void => {
      signal.removeEventListener('abort', onAbort)
      socket.off('error', onError).off('close', onClose)
      // An abandoned socket may still fail, and nothing listens any more.
      socket.on('error', () => {})
      how()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('error', onError).once('close', onClose)
    socket.once(target.tls === undefined ? 'connect' : 'secureConnect', onOpen)
  })
}
