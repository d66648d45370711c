import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface FindCoordinatorRequest {
  /** 0: of a group, 1: of a transactional id. */
  readonly keyType: number
  /** Exactly one before version 4. */
  readonly coordinatorKeys: readonly string[]
}

export interface FindCoordinatorResponse {
  readonly throttleTimeMs: number
  readonly coordinators: readonly Coordinator[]
}

export interface Coordinator {
  /** `undefined` before version 4: there it is the only one. */
  readonly key: string | undefined
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly errorCode: number
  readonly errorMessage: string | undefined
}

const FIRST_VERSION_OF_MANY = 4

export const FIND_COORDINATOR: KafkaApi<FindCoordinatorRequest, FindCoordinatorResponse> = {
  name: 'FindCoordinator',
  key: 10,
  versions: [3, 4],
  encode: (writer, request, version) => {
    if (version < FIRST_VERSION_OF_MANY) writer.string(request.coordinatorKeys[0] ?? '').int8(request.keyType)
    else writer.int8(request.keyType).array(request.coordinatorKeys, (_, key) => writer.string(key))
    writer.noTags()
  },
  decode: (reader, version) => {
    const throttleTimeMs = reader.int32()
    if (version >= FIRST_VERSION_OF_MANY) return { throttleTimeMs, coordinators: reader.array(readCoordinator) }
    const errorCode = reader.int16()
    const errorMessage = reader.nullableString()
    return { throttleTimeMs, coordinators: [{ key: undefined, ...readNode(reader), errorCode, errorMessage }] }
  },
}

function readCoordinator(reader: WireReader): Coordinator {
  const key = reader.string()
  const node = readNode(reader)
  const errorCode = reader.int16()
  const errorMessage = reader.nullableString()
  reader.tags()
  return { key, ...node, errorCode, errorMessage }
}

function readNode(reader: WireReader): Pick<Coordinator, 'nodeId' | 'host' | 'port'> {
  return { nodeId: reader.int32(), host: reader.string(), port: reader.int32() }
}
