import type { FetchPartitionResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import type { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import { CANCELLED, linkedAbort } from '../../../lib/linked-abort.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import type { Fetched, Reader } from '../../../model/stream.ts'
import { BrokerFetches, type Answers } from './broker-fetches.ts'
import { explainRange, truncated } from './explain-range.ts'
import { FetchedRecords } from './fetched-records.ts'
import { classifyAnswer, recordsOf, withoutBatch } from './classify-answer.ts'
import type { Answered, ClassifiedAnswer } from './classify-answer.ts'
import { Leaders } from './leaders.ts'
import { Pauses } from './pauses.ts'
import { epochOf } from './position.ts'
import type { Position } from './position.ts'
import { readRange } from './read-range.ts'
import type { ReadDeps } from './read-deps.ts'
import { notAllowed } from '../explain-failure.ts'
import { unreadableBatch } from './unreadable-batch.ts'

/** A partition that its broker does not give is left alone for so long. */
const PARTITION_PAUSE_MS = 100

type Records = Extract<Answered, { readonly answered: 'records' }>

/** Reads partitions of one topic from their leaders, one fetch ahead of what is decoded. Never begins anywhere but at the assigned positions. */
export class KafkaReader implements Reader {
  readonly #deps: ReadDeps
  readonly #leaders: Leaders
  readonly #fetches: BrokerFetches
  readonly #pausedPartitions: Pauses
  /** Those that gave nothing for longest come first. */
  readonly #positions = new Map<number, Position>()
  /** What ends reading; thrown after everything read before it was taken. */
  #failure: DiagnosedError | undefined
  #outOfRange: Position | undefined
  /** Why a part cannot be read; thrown when there is nothing else to return. */
  #lastError: unknown
  #wake: (() => void) | undefined

  constructor(deps: ReadDeps) {
    this.#deps = deps
    this.#leaders = new Leaders(deps)
    this.#fetches = new BrokerFetches(deps, () => this.#wake?.())
    this.#pausedPartitions = new Pauses(deps.clock, PARTITION_PAUSE_MS)
  }

  assign(positions: ReadonlyMap<number, { readonly offset: number; readonly log?: string }>): void {
    this.#fetches.close()
    this.#positions.clear()
    for (const [partition, { offset, log }] of positions) {
      this.#positions.set(partition, { partition, offset, epoch: epochOf(log) })
    }
    this.#failure = this.#outOfRange = this.#lastError = undefined
  }

  async poll({ waitMs, maxBytes, signal }: Parameters<Reader['poll']>[0]): Promise<readonly Fetched[]> {
    const { clock } = this.#deps
    const deadline = clock.monotonic() + waitMs
    for (;;) {
      signal.throwIfAborted()
      await this.#throwFailure(signal)
      await this.#leaders.refresh(signal)
      this.#startFetches(maxBytes)
      const fetched = await this.#takeArrived()
      if (fetched.length > 0) {
        this.#startFetches(maxBytes)
        return fetched
      }
      if (this.#failure !== undefined || this.#outOfRange !== undefined) continue
      const left = deadline - clock.monotonic()
      if (this.#lastError !== undefined && (left <= 0 || !this.#fetches.isAsking)) throw this.#takeLastError()
      if (left <= 0) return []
      await this.#arrival(left, signal)
    }
  }

  async readRange(
    ...[{ partition, begin, end, log }, consumer, signal]: Parameters<Reader['readRange']>
  ): Promise<void> {
    const position = { partition, offset: begin, epoch: epochOf(log) }
    await readRange(this.#deps, { position, end, consumer }, signal)
  }

  close(): Promise<void> {
    this.#fetches.close()
    this.#positions.clear()
    return Promise.resolve()
  }

  async #throwFailure(signal: AbortSignal): Promise<void> {
    if (this.#outOfRange !== undefined) {
      const error = await explainRange(this.#deps, this.#outOfRange, signal)
      this.#outOfRange = undefined
      this.#leaders.invalidate()
      if (!(error instanceof DiagnosedError)) throw error
      this.#failure ??= error
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  #startFetches(maxBytes: number): void {
    const wanted = [...this.#positions.values()].filter(({ partition }) => !this.#pausedPartitions.isPaused(partition))
    const { topic, groups } = this.#leaders.group(wanted)
    if (topic !== undefined) this.#fetches.start(topic, groups, maxBytes)
  }

  #takeLastError(): unknown {
    const error = this.#lastError
    this.#lastError = undefined
    return error
  }

  async #takeArrived(): Promise<readonly Fetched[]> {
    const all = this.#fetches.take((error) => {
      this.#leaders.invalidate()
      this.#lastError = error
    })
    const classified = all.flatMap((arrival) => arrival.answers.flatMap((answer) => this.#classify(arrival, answer)))
    const codecs = classified.flatMap(({ answered }) =>
      answered.answered === 'records' ? [...answered.survey.codecs] : [],
    )
    await this.#deps.codecs.load(codecs)
    // From here on nothing waits: a position moves only together with records that are given.
    const fetched = classified.flatMap((each) => this.#accept(each))
    for (const { held } of all) held.release()
    return fetched
  }

  /** Answers that are not waited for any more are dropped. */
  #classify({ asked, held }: Answers, answer: FetchPartitionResponse): readonly ClassifiedAnswer[] {
    const position = asked.get(answer.partitionIndex)
    if (position === undefined || this.#positions.get(position.partition) !== position) return []
    return [{ position, answer, answered: classifyAnswer(position, answer), held }]
  }

  #accept({ position, answer, answered, held }: ClassifiedAnswer): readonly Fetched[] {
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
        this.#failure ??= truncated(this.#deps, position, answered.end)
        return []
      case 'refused':
        this.#note(position, answered)
        return []
    }
  }

  #give(
    { position, answer, held }: Omit<ClassifiedAnswer, 'answered'>,
    { bytes, survey, next }: Records,
  ): readonly Fetched[] {
    const { partition } = position
    const { codecs, topic } = this.#deps
    const recordsFrom = recordsOf({ position, codecs, next }, answer)
    const explain = (error: RecordBatchError): DiagnosedError => unreadableBatch(topic.name, partition, error)
    if (next.offset === position.offset) {
      this.#failure ??= explain(withoutBatch(recordsFrom(position.offset), position))
      return []
    }
    this.#positions.delete(partition)
    this.#positions.set(partition, next)
    this.#lastError = undefined
    const place = { partition, begin: position.offset, end: next.offset, survey }
    const onUnreadable = (failure: DiagnosedError): void => void (this.#failure ??= failure)
    return [
      new FetchedRecords({ ...place, bytes: bytes.length, recordsFrom, explain, onUnreadable, onRelease: held.hold() }),
    ]
  }

  #note(position: Position, { kind, codeName }: Extract<Answered, { readonly answered: 'refused' }>): void {
    const { name } = this.#deps.topic
    if (kind === 'range') this.#outOfRange ??= position
    else if (kind === 'forbidden') this.#failure ??= notAllowed(name)
    else {
      const what = `Cannot fetch partition ${position.partition} of the topic "${name}"`
      this.#lastError = new Error(`${what}: the broker answers ${codeName}`)
      this.#pausedPartitions.pause(position.partition)
      this.#leaders.invalidate()
    }
  }

  /** Until something arrived, a look or a paused broker is due, or the time is over. */
  async #arrival(left: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    if (this.#fetches.hasArrived) return
    const now = clock.monotonic()
    const due = [
      this.#leaders.dueAt ?? Infinity,
      ...this.#fetches.pauseEnds(),
      ...this.#pausedPartitions.ends(),
    ].filter((at) => at > now)
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
}
