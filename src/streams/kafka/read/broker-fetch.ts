import type { FetchPartitionResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import { BrokerLink } from './broker-link.ts'
import type { Fetch, FetchWait } from './fetch-request.ts'
import { HeldAnswers } from './held-answers.ts'
import type { Position } from './position.ts'
import type { ReadDeps } from './read-deps.ts'

/** What came of a fetch. */
export type Arrival =
  | {
      readonly arrived: 'answers'
      readonly asked: ReadonlyMap<number, Position>
      readonly answers: readonly FetchPartitionResponse[]
      readonly held: HeldAnswers
    }
  | { readonly arrived: 'failure'; readonly error: unknown }

/** The first record is returned at once; while nothing happens, this costs nothing. */
const IDLE: FetchWait = { maxWaitMs: 5000, minBytes: 1 }
/** While few records come all the time, they are fetched together. */
const GATHER: FetchWait = { maxWaitMs: 100, minBytes: 64 * 1024 }

/** One broker's part in reading: at most one fetch that is on its way or has arrived and was not taken, so one ahead of what is decoded. */
export class BrokerFetch {
  readonly #link: BrokerLink
  readonly #onArrival: () => void
  #asked: ReadonlyMap<number, Position> = new Map()
  #wait = IDLE
  #isAsking = false
  #arrival: Arrival | undefined

  constructor(deps: ReadDeps, { broker, onArrival }: { readonly broker: number; readonly onArrival: () => void }) {
    this.#link = new BrokerLink(deps, broker)
    this.#onArrival = onArrival
  }

  get isFree(): boolean {
    return !this.#isAsking && this.#arrival === undefined
  }

  get isAsking(): boolean {
    return this.#isAsking
  }

  /** Whether the fetch that is on its way asks for these partitions and for no others. */
  asksFor(positions: readonly Position[]): boolean {
    return positions.length === this.#asked.size && positions.every(({ partition }) => this.#asked.has(partition))
  }

  start(fetch: Omit<Fetch, 'wait'>): void {
    this.#isAsking = true
    this.#asked = new Map(fetch.positions.map((position) => [position.partition, position]))
    void this.#fetch({ ...fetch, wait: this.#wait }).then((arrival) => {
      this.#isAsking = false
      this.#arrival = arrival
      this.#onArrival()
    })
  }

  take(): Arrival | undefined {
    const arrival = this.#arrival
    this.#arrival = undefined
    return arrival
  }

  close(): void {
    this.#link.close()
  }

  /** Never rejects. */
  async #fetch(fetch: Fetch): Promise<Arrival> {
    try {
      const answers = (await this.#link.fetch(fetch)).filter(saysSomething)
      const bytes = answers.reduce((sum, { records }) => sum + (records?.length ?? 0), 0)
      this.#wait = bytes > 0 && bytes < GATHER.minBytes ? GATHER : IDLE
      return {
        arrived: 'answers',
        asked: this.#asked,
        answers,
        held: new HeldAnswers(() => this.#link.recycle(answers)),
      }
    } catch (error) {
      return { arrived: 'failure', error }
    }
  }
}

/** A fetch asks for every partition of its broker and brings records of a few: the others are not kept until these are read. */
function saysSomething({ errorCode, divergingEpoch, records }: FetchPartitionResponse): boolean {
  return errorCode !== 0 || divergingEpoch !== undefined || (records !== undefined && records.length > 0)
}
