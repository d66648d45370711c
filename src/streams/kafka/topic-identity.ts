import type { TopicMetadata } from '../../io/kafka/cluster.ts'
import { STREAM_RECREATED } from '../../model/shared-codes.ts'
import { problem } from './problem.ts'

/** Which topic of a name it is: one that was deleted and recreated is a different one. */
export class TopicIdentity {
  readonly name: string
  #id: string | undefined

  constructor(name: string) {
    this.name = name
  }

  /** The topic as it was described: this is the one to be read. */
  pin(id: string): void {
    this.#id = id
  }

  /** Pins the first one that is seen. Throws a DiagnosedError when it is a different topic now. */
  require({ id }: TopicMetadata): void {
    this.#id ??= id
    if (this.#id !== id) throw this.replaced()
  }

  replaced(): Error {
    const detail = `The topic "${this.name}" was deleted and recreated: it is not the one whose events were exported. Nothing more is read. Delete and create its exporters again to export the new topic from its beginning.`
    return problem(STREAM_RECREATED, detail)
  }
}
