import type { KafkaApi } from './api.ts'
import { WireReader } from './wire-reader.ts'
import { WireWriter } from './wire-writer.ts'

export interface RequestHeader {
  readonly version: number
  readonly correlationId: number
  readonly clientId: string
}

const SIZE_BYTES = 4
const CORRELATION_BYTES = 4

/** Size, header and body, ready to be sent. Throws WireError for a number that does not fit. */
export function encodeRequest<Q>(api: KafkaApi<Q, unknown>, request: Q, header: RequestHeader): Buffer {
  const writer = new WireWriter().int32(0)
  writer.int16(api.key).int16(header.version).int32(header.correlationId).classicString(header.clientId)
  if (api.framing !== 'classic') writer.noTags()
  api.encode(writer, request, header.version)
  const bytes = writer.finish()
  bytes.writeInt32BE(bytes.length - SIZE_BYTES)
  return bytes
}

/** The body of an answer, given without its size. Throws WireError. */
export function decodeResponse<R>(api: KafkaApi<never, R>, frame: Buffer, version: number): R {
  const reader = new WireReader(frame, CORRELATION_BYTES)
  if (api.framing === undefined) reader.tags()
  return api.decode(reader, version)
}
