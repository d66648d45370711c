import type { KafkaApi } from '../api.ts'

export interface SyncGroupRequest {
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly protocolType: string | undefined
  readonly protocolName: string | undefined
  /** Only from the leader. */
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[]
}

export interface SyncGroupResponse {
  readonly throttleTimeMs: number
  readonly errorCode: number
  readonly protocolType: string | undefined
  readonly protocolName: string | undefined
  readonly assignment: Buffer
}

export const SYNC_GROUP: KafkaApi<SyncGroupRequest, SyncGroupResponse> = {
  name: 'SyncGroup',
  key: 14,
  versions: [5],
  encode: (writer, request) => {
    writer.string(request.groupId).int32(request.generationId).string(request.memberId)
    writer.nullableString(request.groupInstanceId)
    writer.nullableString(request.protocolType).nullableString(request.protocolName)
    writer.array(request.assignments, (_, { memberId, assignment }) => {
      writer.string(memberId).bytes(assignment).noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({
    throttleTimeMs: reader.int32(),
    errorCode: reader.int16(),
    protocolType: reader.nullableString(),
    protocolName: reader.nullableString(),
    assignment: reader.bytes(),
  }),
}
