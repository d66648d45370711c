import type { FetchPartitionResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import type { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import { CANCELLED, linkedAbort } from '../../../lib/linked-abort.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { Fetched, Reader } from '../../../model/stream.ts'
import { BrokerTurn } from './broker-turn.ts'
import type { Arrival } from './broker-turn.ts'
import { explainRange, truncated } from './explain-range.ts'
import { FetchedRecords } from './fetched-records.ts'
import { judgeAnswer, recordsOf, withoutBatch } from './judge-answer.ts'
import type { Answered, Judged } from './judge-answer.ts'
import { Leaders } from './leaders.ts'
import { epochOf } from './position.ts'
import type { Position } from './position.ts'
import { readRange } from './read-range.ts'
import type { ReadDeps } from './read-parts.ts'
import { notAllowed } from '../explain-failure.ts'
import { unreadableBatch } from './unreadable-batch.ts'

/** A broker that failed is left alone for so long, while others are read. */
const BROKER_PAUSE_MS = 1000
/** A partition that its broker does not give is left alone for so long. */
const PARTITION_HOLD_MS = 100
const LEAST_FETCH_BYTES = 16 * 1024

type Answers = Extract<Arrival, { readonly arrived: 'answers' }>
type Records = Extract<Answered, { readonly answered: 'records' }>

/** Reads partitions of one topic from their leaders, one fetch ahead of what is decoded. Never begins anywhere but where it was told to. */
export class KafkaReader implements Reader {
  readonly #parts: ReadDeps
  readonly #leaders: Leaders
  readonly #turns = new Map<number, BrokerTurn>()
  readonly #pausedUntil = new Map<number, number>()
  readonly #heldUntil = new Map<number, number>()
  /** Those that gave nothing for longest come first. */
  readonly #positions = new Map<number, Position>()
  /** What ends reading; told when what was read before is taken. */
  #failure: DiagnosedError | undefined
  #outOfRange: Position | undefined
  /** What keeps a part from being read, told when nothing else can be given. */
  #trouble: unknown
  #wake: (() => void) | undefined

  constructor(parts: ReadDeps) {
    this.#parts = parts
    this.#leaders = new Leaders(parts)
  }

  assign(positions: ReadonlyMap<number, { readonly offset: number; readonly log?: string }>): void {
    this.#closeTurns()
    this.#positions.clear()
    for (const [partition, { offset, log }] of positions) {
      this.#positions.set(partition, { partition, offset, epoch: epochOf(log) })
    }
    this.#failure = this.#outOfRange = this.#trouble = undefined
  }

  async poll({ waitMs, maxBytes, signal }: Parameters<Reader['poll']>[0]): Promise<readonly Fetched[]> {
    const { clock } = this.#parts
    const deadline = clock.monotonic() + waitMs
    for (;;) {
      signal.throwIfAborted()
      await this.#throwFailure(signal)
      await this.#leaders.look(signal)
      this.#ask(maxBytes)
      const fetched = await this.#takeArrived()
      if (fetched.length > 0) {
        this.#ask(maxBytes)
        return fetched
      }
      if (this.#failure !== undefined || this.#outOfRange !== undefined) continue
      const left = deadline - clock.monotonic()
      if (this.#trouble !== undefined && (left <= 0 || !this.#isAsking())) throw this.#takeTrouble()
      if (left <= 0) return []
      await this.#arrival(left, signal)
    }
  }

  async readRange(...[{ partition, begin, end, log }, taker, signal]: Parameters<Reader['readRange']>): Promise<void> {
    const position = { partition, offset: begin, epoch: epochOf(log) }
    await readRange(this.#parts, { position, end, taker }, signal)
  }

  close(): Promise<void> {
    this.#closeTurns()
    this.#positions.clear()
    return Promise.resolve()
  }

  async #throwFailure(signal: AbortSignal): Promise<void> {
    if (this.#outOfRange !== undefined) {
      const error = await explainRange(this.#parts, this.#outOfRange, signal)
      this.#outOfRange = undefined
      this.#leaders.doubt()
      if (!(error instanceof DiagnosedError)) throw error
      this.#failure ??= error
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Every broker that is free and leads something. What is on its way and what is given take turns in the memory that was granted. */
  #ask(maxBytes: number): void {
    const wanted = [...this.#positions.values()].filter(({ partition }) => !this.#isWaiting(this.#heldUntil, partition))
    const { topic, groups } = this.#leaders.group(wanted)
    if (topic === undefined) return
    const share = Math.max(LEAST_FETCH_BYTES, Math.floor(maxBytes / 2 / Math.max(1, groups.size)))
    for (const [broker, positions] of groups) {
      if (this.#isWaiting(this.#pausedUntil, broker)) continue
      const turn = this.#turnOf(broker, positions)
      if (turn.isFree) turn.start({ topic, positions, maxBytes: Math.min(share, this.#parts.fetchMaxBytes) })
    }
  }

  /** A fetch that waits for records would keep partitions waiting that came to its broker meanwhile: it is given up. */
  #turnOf(broker: number, positions: readonly Position[]): BrokerTurn {
    const open = this.#turns.get(broker)
    if (open !== undefined && (!open.isAsking || open.asksFor(positions))) return open
    open?.close()
    const turn = new BrokerTurn(this.#parts, { broker, onArrival: () => this.#wake?.() })
    this.#turns.set(broker, turn)
    return turn
  }

  #isWaiting(until: ReadonlyMap<number, number>, which: number): boolean {
    return (until.get(which) ?? -Infinity) > this.#parts.clock.monotonic()
  }

  #isAsking(): boolean {
    return [...this.#turns.values()].some((turn) => turn.isAsking)
  }

  #takeTrouble(): unknown {
    const trouble = this.#trouble
    this.#trouble = undefined
    return trouble
  }

  async #takeArrived(): Promise<readonly Fetched[]> {
    const all: Answers[] = []
    for (const [broker, turn] of this.#turns) {
      const arrival = turn.take()
      if (arrival?.arrived === 'answers') all.push(arrival)
      if (arrival?.arrived === 'failure') this.#pause(broker, arrival.error)
    }
    const judged = all.flatMap((arrival) => arrival.answers.flatMap((answer) => this.#judge(arrival, answer)))
    const codecs = judged.flatMap(({ answered }) =>
      answered.answered === 'records' ? [...answered.survey.codecs] : [],
    )
    await this.#parts.codecs.load(codecs)
    // From here on nothing waits: a position moves only together with records that are given.
    const fetched = judged.flatMap((each) => this.#accept(each))
    for (const { held } of all) held.letGo()
    return fetched
  }

  #pause(broker: number, error: unknown): void {
    this.#turns.get(broker)?.close()
    this.#turns.delete(broker)
    this.#pausedUntil.set(broker, this.#parts.clock.monotonic() + BROKER_PAUSE_MS)
    this.#leaders.doubt()
    this.#trouble = error
  }

  /** Answers that nobody waits for any more are dropped. */
  #judge({ asked, held }: Answers, answer: FetchPartitionResponse): readonly Judged[] {
    const position = asked.get(answer.partitionIndex)
    if (position === undefined || this.#positions.get(position.partition) !== position) return []
    return [{ position, answer, answered: judgeAnswer(position, answer), held }]
  }

  #accept({ position, answer, answered, held }: Judged): readonly Fetched[] {
    // Two brokers were asked where the leader moved: the first answer counts.
    if (this.#positions.get(position.partition) !== position) return []
    switch (answered.answered) {
      case 'nothing':
        return []
      case 'records':
        return this.#give({ position, answer, held }, answered)
      case 'early':
      case 'recalled':
        this.#positions.set(position.partition, answered.next)
        return []
      case 'diverged':
        this.#failure ??= truncated(this.#parts, position, answered.end)
        return []
      case 'refused':
        this.#note(position, answered)
        return []
    }
  }

  #give({ position, answer, held }: Omit<Judged, 'answered'>, { bytes, survey, next }: Records): readonly Fetched[] {
    const { partition } = position
    const { codecs, topic } = this.#parts
    const recordsFrom = recordsOf({ position, codecs, next }, answer)
    const explain = (error: RecordBatchError): DiagnosedError => unreadableBatch(topic.name, partition, error)
    if (next.offset === position.offset) {
      this.#failure ??= explain(withoutBatch(recordsFrom(position.offset), position))
      return []
    }
    this.#positions.delete(partition)
    this.#positions.set(partition, next)
    this.#trouble = undefined
    const place = { partition, begin: position.offset, end: next.offset, survey }
    const onUnreadable = (failure: DiagnosedError): void => void (this.#failure ??= failure)
    return [
      new FetchedRecords({ ...place, bytes: bytes.length, recordsFrom, explain, onUnreadable, onRelease: held.hold() }),
    ]
  }

  #note(position: Position, { verdict, codeName }: Extract<Answered, { readonly answered: 'refused' }>): void {
    const { name } = this.#parts.topic
    if (verdict === 'range') this.#outOfRange ??= position
    else if (verdict === 'forbidden') this.#failure ??= notAllowed(name)
    else {
      const what = `Cannot fetch partition ${position.partition} of the topic "${name}"`
      this.#trouble = new Error(`${what}: the broker answers ${codeName}`)
      this.#heldUntil.set(position.partition, this.#parts.clock.monotonic() + PARTITION_HOLD_MS)
      this.#leaders.doubt()
    }
  }

  /** Until something arrived, a look or a paused broker is due, or the time is over. */
  async #arrival(left: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts
    if ([...this.#turns.values()].some((turn) => !turn.isAsking && !turn.isFree)) return
    const now = clock.monotonic()
    const due = [this.#leaders.dueAt ?? Infinity, ...this.#pausedUntil.values(), ...this.#heldUntil.values()].filter(
      (at) => at > now,
    )
    const waiting = linkedAbort(signal)
    this.#wake = () => waiting.abort(CANCELLED)
    try {
      await clock.sleep(Math.min(left, ...due.map((at) => at - now)), waiting.signal)
    } catch (error) {
      if (error !== CANCELLED) throw error
    } finally {
      this.#wake = undefined
      waiting.release()
    }
  }

  #closeTurns(): void {
    for (const turn of this.#turns.values()) turn.close()
    this.#turns.clear()
  }
}
