/** Why a request could not even be sent. `protocol`: what answers is not a broker that we can talk to. */
export type KafkaConnectReason = 'unreachable' | 'tls' | 'authentication' | 'protocol'

/** Never sent: there was no connection, encrypted and authenticated, that could have carried the request. */
export class KafkaConnectError extends Error {
  readonly reason: KafkaConnectReason

  constructor(reason: KafkaConnectReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KafkaConnectError'
    this.reason = reason
  }
}

/** Sent, and no answer came: it took too long, or the connection broke. Whether it had an effect, or still will, is unknown. */
export class KafkaLostError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KafkaLostError'
  }
}

/** The broker answered with an error, and the caller has no better use for its code. */
export class KafkaResponseError extends Error {
  /** As in https://kafka.apache.org/protocol#protocol_error_codes. */
  readonly code: number
  readonly codeName: string

  constructor(error: { readonly code: number; readonly codeName: string }, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KafkaResponseError'
    this.code = error.code
    this.codeName = error.codeName
  }
}
