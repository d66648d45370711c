import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'
import { KAFKA_ERROR } from '../error-codes.ts'

export interface ApiVersionsRequest {
  /** Letters, digits, `-` and `.`. */
  readonly clientSoftwareName: string
  readonly clientSoftwareVersion: string
}

export interface ApiVersionsResponse {
  readonly errorCode: number
  readonly apiKeys: readonly ApiVersionRange[]
}

export interface ApiVersionRange {
  readonly apiKey: number
  readonly minVersion: number
  readonly maxVersion: number
}

export const API_VERSIONS: KafkaApi<ApiVersionsRequest, ApiVersionsResponse> = {
  name: 'ApiVersions',
  key: 18,
  versions: [3],
  framing: 'classic-response',
  encode: (writer, request) => {
    writer.string(request.clientSoftwareName).string(request.clientSoftwareVersion).noTags()
  },
  decode: (reader) => {
    const errorCode = reader.int16()
    // A broker that does not know our version answers in the very first one.
    if (errorCode === KAFKA_ERROR.UNSUPPORTED_VERSION) return { errorCode, apiKeys: reader.classicArray(readRange) }
    return { errorCode, apiKeys: reader.array(readTaggedRange) }
  },
}

function readTaggedRange(reader: WireReader): ApiVersionRange {
  const range = readRange(reader)
  reader.tags()
  return range
}

function readRange(reader: WireReader): ApiVersionRange {
  return { apiKey: reader.int16(), minVersion: reader.int16(), maxVersion: reader.int16() }
}
