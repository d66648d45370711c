import type { TopicMetadata } from '../../../io/kafka/cluster.ts'
import { explained } from '../explain-failure.ts'
import { topicAbsent } from '../topic-absent.ts'
import type { Position } from './position.ts'
import type { ReadDeps } from './read-deps.ts'

/** Between two looks, while a leader is missing or a broker does not know what it should. */
const LOOK_AGAIN_MS = 250
/** A topic that so many looks did not find is gone. A broker that just started may not know it yet. */
const LOOKS_UNTIL_GONE = 3

/** Which broker leads which partition, looked up again when that was wrong. */
export class Leaders {
  readonly #deps: ReadDeps
  #topic: TopicMetadata | undefined
  #isStale = true
  #nextLook = -Infinity
  #notFound = 0

  constructor(deps: ReadDeps) {
    this.#deps = deps
  }

  /** What is known is wrong or not complete. */
  invalidate(): void {
    this.#isStale = true
  }

  /** When the next look is due; `undefined`: none is needed. */
  get dueAt(): number | undefined {
    return this.#isStale ? this.#nextLook : undefined
  }

  /** Looks where that is due. Rejects with DiagnosedError where the topic is gone or another one. */
  async refresh(signal: AbortSignal): Promise<void> {
    const { cluster, clock, topic: identity } = this.#deps
    if (!this.#isStale || clock.monotonic() < this.#nextLook) return
    this.#nextLook = clock.monotonic() + LOOK_AGAIN_MS
    const fresh = this.#topic !== undefined
    const topic = await explained(identity.name, () => cluster.topic(identity.name, { signal, fresh }))
    if (topic === undefined) throw topicAbsent(identity.name, { mayPass: ++this.#notFound < LOOKS_UNTIL_GONE })
    identity.require(topic)
    this.#notFound = 0
    this.#topic = topic
    this.#isStale = false
  }

  /** The topic and its positions by the broker to ask; those without a leader are left out and looked for again. */
  group(positions: Iterable<Position>): {
    readonly topic: TopicMetadata | undefined
    readonly groups: ReadonlyMap<number, readonly Position[]>
  } {
    const groups = new Map<number, Position[]>()
    for (const position of positions) {
      const leader = this.#topic?.partitions[position.partition]?.leader ?? -1
      if (leader < 0) {
        this.invalidate()
        continue
      }
      const group = groups.get(leader)
      if (group === undefined) groups.set(leader, [position])
      else group.push(position)
    }
    return { topic: this.#topic, groups }
  }
}
