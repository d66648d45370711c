import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface LeaveGroupRequest {
  readonly groupId: string
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | undefined
    readonly reason: string | undefined
  }[]
}

export interface LeaveGroupResponse {
  readonly throttleTimeMs: number
  readonly errorCode: number
  readonly members: readonly LeaveGroupMemberResponse[]
}

export interface LeaveGroupMemberResponse {
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly errorCode: number
}

export const LEAVE_GROUP: KafkaApi<LeaveGroupRequest, LeaveGroupResponse> = {
  name: 'LeaveGroup',
  key: 13,
  versions: [4, 5],
  encode: (writer, request, version) => {
    writer.string(request.groupId)
    writer.array(request.members, (_, member) => {
      writer.string(member.memberId).nullableString(member.groupInstanceId)
      if (version >= 5) writer.nullableString(member.reason)
      writer.noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({
    throttleTimeMs: reader.int32(),
    errorCode: reader.int16(),
    members: reader.array(readMember),
  }),
}

function readMember(reader: WireReader): LeaveGroupMemberResponse {
  const member = {
    memberId: reader.string(),
    groupInstanceId: reader.nullableString(),
    errorCode: reader.int16(),
  }
  reader.tags()
  return member
}
