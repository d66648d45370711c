import type { KafkaApi } from '../api.ts'

export interface SaslAuthenticateRequest {
  readonly authBytes: Uint8Array
}

export interface SaslAuthenticateResponse {
  readonly errorCode: number
  readonly errorMessage: string | undefined
  readonly authBytes: Buffer
  /** 0: for as long as the connection lasts. */
  readonly sessionLifetimeMs: number
}

export const SASL_AUTHENTICATE: KafkaApi<SaslAuthenticateRequest, SaslAuthenticateResponse> = {
  name: 'SaslAuthenticate',
  key: 36,
  versions: [2],
  encode: (writer, request) => {
    writer.bytes(request.authBytes).noTags()
  },
  decode: (reader) => ({
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    authBytes: reader.bytes(),
    sessionLifetimeMs: reader.int64(),
  }),
}
