import type { KafkaApi } from '../api.ts'

export interface DeleteGroupsRequest {
  readonly groupsNames: readonly string[]
}

export interface DeleteGroupsResponse {
  readonly throttleTimeMs: number
  readonly results: readonly { readonly groupId: string; readonly errorCode: number }[]
}

export const DELETE_GROUPS: KafkaApi<DeleteGroupsRequest, DeleteGroupsResponse> = {
  name: 'DeleteGroups',
  key: 42,
  versions: [2],
  encode: (writer, request) => {
    writer.array(request.groupsNames, (_, name) => writer.string(name)).noTags()
  },
  decode: (reader) => ({
    throttleTimeMs: reader.int32(),
    results: reader.array(() => {
      const result = { groupId: reader.string(), errorCode: reader.int16() }
      reader.tags()
      return result
    }),
  }),
}
