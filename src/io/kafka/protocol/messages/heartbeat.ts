import type { KafkaApi } from '../api.ts'

export interface HeartbeatRequest {
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId: string | undefined
}

export interface HeartbeatResponse {
  readonly throttleTimeMs: number
  readonly errorCode: number
}

export const HEARTBEAT: KafkaApi<HeartbeatRequest, HeartbeatResponse> = {
  name: 'Heartbeat',
  key: 12,
  versions: [4],
  encode: (writer, request) => {
    writer.string(request.groupId).int32(request.generationId).string(request.memberId)
    writer.nullableString(request.groupInstanceId).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), errorCode: reader.int16() }),
}
