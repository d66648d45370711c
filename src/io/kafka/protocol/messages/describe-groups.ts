import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface DescribeGroupsRequest {
  readonly groups: readonly string[]
}

export interface DescribeGroupsResponse {
  readonly throttleTimeMs: number
  readonly groups: readonly DescribedGroup[]
}

export interface DescribedGroup {
  readonly errorCode: number
  readonly groupId: string
  /** `Stable`, `PreparingRebalance`, `CompletingRebalance`, `Empty`; `Dead`: the group does not exist. */
  readonly groupState: string
  readonly protocolType: string
  /** Name of the protocol that the members agreed on. */
  readonly protocolData: string
  readonly members: readonly DescribedMember[]
}

export interface DescribedMember {
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly clientId: string
  readonly clientHost: string
  readonly memberMetadata: Buffer
  readonly memberAssignment: Buffer
}

export const DESCRIBE_GROUPS: KafkaApi<DescribeGroupsRequest, DescribeGroupsResponse> = {
  name: 'DescribeGroups',
  key: 15,
  versions: [5],
  encode: (writer, request) => {
    writer.array(request.groups, (_, group) => writer.string(group))
    writer.boolean(false).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), groups: reader.array(readGroup) }),
}

function readGroup(reader: WireReader): DescribedGroup {
  const group = {
    errorCode: reader.int16(),
    groupId: reader.string(),
    groupState: reader.string(),
    protocolType: reader.string(),
    protocolData: reader.string(),
    members: reader.array(readMember),
  }
  reader.int32()
  reader.tags()
  return group
}

function readMember(reader: WireReader): DescribedMember {
  const member = {
    memberId: reader.string(),
    groupInstanceId: reader.nullableString(),
    clientId: reader.string(),
    clientHost: reader.string(),
    memberMetadata: reader.bytes(),
    memberAssignment: reader.bytes(),
  }
  reader.tags()
  return member
}
