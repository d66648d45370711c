import type { KafkaApi } from '../api.ts'

export interface SaslHandshakeRequest {
  readonly mechanism: string
}

export interface SaslHandshakeResponse {
  readonly errorCode: number
  /** Those that the listener offers. */
  readonly mechanisms: readonly string[]
}

export const SASL_HANDSHAKE: KafkaApi<SaslHandshakeRequest, SaslHandshakeResponse> = {
  name: 'SaslHandshake',
  key: 17,
  versions: [1],
  framing: 'classic',
  encode: (writer, request) => {
    writer.classicString(request.mechanism)
  },
  decode: (reader) => ({
    errorCode: reader.int16(),
    mechanisms: reader.classicArray(() => reader.classicString() ?? ''),
  }),
}
