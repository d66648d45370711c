import { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import type { RecordSet } from '../../../io/kafka/records/record-set.ts'
import { epochBefore } from '../../../io/kafka/records/survey-batches.ts'
import type { BatchSurvey } from '../../../io/kafka/records/survey-batches.ts'
import type { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { Fetched, RecordConsumer } from '../../../model/stream.ts'
import { logOf } from './position.ts'

export interface FetchedInit {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly bytes: number
  /** What their headers say. */
  readonly survey: BatchSurvey
  /** The records from an offset on, with a place of their own in them. */
  readonly recordsFrom: (offset: number) => RecordSet
  /** The diagnostic for a batch that cannot be read. */
  readonly explain: (error: RecordBatchError) => DiagnosedError
  /** Called once when the bytes are not read any more. */
  readonly onRelease: () => void
  /** Called with it; everything before that batch was taken. */
  readonly onUnreadable: (failure: DiagnosedError) => void
}

/** Records of one partition as a broker sent them. A batch that cannot be read ends them: the next poll says so. */
export class FetchedRecords implements Fetched {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly bytes: number
  readonly #init: FetchedInit
  #records: RecordSet | undefined
  #isOver = false
  #isReleased = false
  #failure: DiagnosedError | undefined

  constructor(init: FetchedInit) {
    this.partition = init.partition
    this.begin = init.begin
    this.end = init.end
    this.bytes = init.bytes
    this.#init = init
  }

  get failure(): DiagnosedError | undefined {
    return this.#failure
  }

  logAt(position: number): string | undefined {
    return logOf(epochBefore(position, this.#init.survey))
  }

  decode(consumer: RecordConsumer): boolean {
    if (this.#isOver) return true
    this.#records ??= this.#init.recordsFrom(this.begin)
    try {
      if (!this.#records.walk(consumer)) return false
    } catch (error) {
      if (!(error instanceof RecordBatchError)) throw error
      this.#failure = this.#init.explain(error)
      this.#init.onUnreadable(this.#failure)
    }
    this.#end()
    return true
  }

  /** It reports what it finds unreadable by itself, and does not own the bytes. */
  fork(from: number): Fetched {
    return new FetchedRecords({ ...this.#init, begin: from, onUnreadable: () => undefined, onRelease: () => undefined })
  }

  release(): void {
    this.#end()
    if (this.#isReleased) return
    this.#isReleased = true
    this.#init.onRelease()
  }

  #end(): void {
    this.#isOver = true
    this.#records = undefined
  }
}
