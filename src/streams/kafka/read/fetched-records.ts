import { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import type { RecordSet } from '../../../io/kafka/records/record-set.ts'
import type { Fetched, RecordTaker } from '../../../model/stream.ts'

export interface FetchedInit {
  readonly partition: number
  readonly bytes: number
  readonly log: string | undefined
  readonly records: RecordSet
  /** Told of a batch that cannot be read; what stands before it was taken. */
  readonly onUnreadable: (error: RecordBatchError) => void
}

/** Records of one partition as a broker sent them. A batch that cannot be read ends them: the next poll says so. */
export class FetchedRecords implements Fetched {
  readonly partition: number
  readonly bytes: number
  readonly log?: string
  readonly #onUnreadable: (error: RecordBatchError) => void
  #records: RecordSet | undefined

  constructor(init: FetchedInit) {
    this.partition = init.partition
    this.bytes = init.bytes
    if (init.log !== undefined) this.log = init.log
    this.#records = init.records
    this.#onUnreadable = init.onUnreadable
  }

  decode(taker: RecordTaker): boolean {
    try {
      if (this.#records?.walk(taker) === false) return false
    } catch (error) {
      if (!(error instanceof RecordBatchError)) throw error
      this.#onUnreadable(error)
    }
    this.#records = undefined
    return true
  }
}
