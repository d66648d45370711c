import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface JoinGroupRequest {
  readonly groupId: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  /** `''` for a new member. */
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly protocolType: string
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[]
  /** Why it joins, for the log of the broker. */
  readonly reason: string | undefined
}

export interface JoinGroupResponse {
  readonly throttleTimeMs: number
  readonly errorCode: number
  readonly generationId: number
  readonly protocolType: string | undefined
  readonly protocolName: string | undefined
  /** Member id of the one that assigns. */
  readonly leader: string
  /** The leader of a static group came back: the assignment stays as it is. */
  readonly skipAssignment: boolean
  readonly memberId: string
  /** Only the leader gets it. */
  readonly members: readonly JoinGroupMember[]
}

export interface JoinGroupMember {
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly metadata: Buffer
}

export const JOIN_GROUP: KafkaApi<JoinGroupRequest, JoinGroupResponse> = {
  name: 'JoinGroup',
  key: 11,
  versions: [7, 8, 9],
  encode: (writer, request, version) => {
    writer.string(request.groupId).int32(request.sessionTimeoutMs).int32(request.rebalanceTimeoutMs)
    writer.string(request.memberId).nullableString(request.groupInstanceId).string(request.protocolType)
    writer.array(request.protocols, (_, { name, metadata }) => writer.string(name).bytes(metadata).noTags())
    if (version >= 8) writer.nullableString(request.reason)
    writer.noTags()
  },
  decode: (reader, version) => ({
    throttleTimeMs: reader.int32(),
    errorCode: reader.int16(),
    generationId: reader.int32(),
    protocolType: reader.nullableString(),
    protocolName: reader.nullableString(),
    leader: reader.string(),
    skipAssignment: version >= 9 && reader.boolean(),
    memberId: reader.string(),
    members: reader.array(readMember),
  }),
}

function readMember(reader: WireReader): JoinGroupMember {
  const member = {
    memberId: reader.string(),
    groupInstanceId: reader.nullableString(),
    metadata: reader.bytes(),
  }
  reader.tags()
  return member
}
