import type { WireReader } from './wire-reader.ts'
import type { WireWriter } from './wire-writer.ts'

/**
 * One request of Kafka's protocol and the answer to it (https://kafka.apache.org/protocol). Names of fields are those of Kafka's
 * message definitions; null is `undefined`. Error codes are plain numbers in the response: nothing throws for them.
 */
export interface KafkaApi<Request, Response> {
  /** `OffsetCommit`, for messages. */
  readonly name: string
  readonly key: number
  /** Those that we speak, ascending. The highest that the broker speaks too is used. */
  readonly versions: readonly number[]
  /** Absent: flexible versions on both sides. `classic`: neither; `classic-response`: the answer's header has no tagged fields. */
  readonly framing?: 'classic' | 'classic-response'
  readonly encode: (writer: WireWriter, request: Request, version: number) => void
  /** Throws WireError where the bytes are not such an answer. */
  readonly decode: (reader: WireReader, version: number) => Response
}
