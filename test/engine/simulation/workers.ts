import { DECODERS } from '../../../src/decoders/catalogue.ts'
import { FORMATS } from '../../../src/formats/catalogue.ts'
import type { EngineEvent } from '../../../src/model/engine-event.ts'
import type { Stream } from '../../../src/model/stream.ts'
import { PROTOCOL_RULES } from '../../../src/engine/decide/protocol-rules.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { runExporter } from '../../../src/engine/run/run-exporter.ts'
import type { ExporterOutcome } from '../../../src/engine/run/run-exporter.ts'
import { shareStreams } from '../../../src/engine/sharing/share-streams.ts'
import type { CrashPoint, EngineWorld } from '../../../src/engine/world.ts'
import { explainSinkError } from '../../../src/connectors/explain-failure.ts'
import { MEMORY_CODECS } from '../../memory/memory-codecs.ts'
import { INSTANCE_TAKEN, MemoryLedger } from '../../memory/memory-ledger.ts'
import { MEMBERSHIP_RULES } from '../../memory/membership-rules.ts'
import { MemoryStream, OUT_OF_RANGE, TOPIC_GONE, TRUNCATED } from '../../memory/memory-stream.ts'
import { READING_RULES } from '../../memory/reading-rules.ts'
import { describeEvent } from './describe-event.ts'
import { LossyLink, NO_FAULTS } from './lossy-link.ts'
import type { Mutation } from './mutation.ts'
import { Process } from './scheduler.ts'
import type { SharedWorld } from './shared-world.ts'
import { hasEnded, learn, SETTINGS } from './worker.ts'
import type { Run, Worker } from './worker.ts'

/** More memberships than this in a row, with nobody in trouble, are no accident. */
const MOST_REJOINS = 100

/** The workers of one world: each runs the real engine until it crashes, fails or is told to stop. */
export class Workers {
  /** What no trouble excuses. */
  readonly violations: string[] = []
  readonly #shared: SharedWorld
  readonly #mutation: Mutation
  #running: Worker[] = []
  #started = 0
  #batches = 0
  #isUnreadable = false
  #rejoins = 0

  constructor(shared: SharedWorld, mutation: Mutation) {
    this.#shared = shared
    this.#mutation = mutation
  }

  /** Those that take each other's place count once. */
  get count(): number {
    return new Set(this.#running.map(({ slot }) => slot)).size
  }

  /** The stream became unreadable for good, and the workers said so and stopped. */
  get mayHaveStopped(): boolean {
    return this.#shared.isTopicRecreated || this.#isUnreadable
  }

  get haveEnded(): boolean {
    return this.#running.every(hasEnded)
  }

  start(slot = this.#freeSlot()): void {
    const { scheduler, profile, exported } = this.#shared
    const process = new Process(`w${++this.#started}`)
    const link = new LossyLink(scheduler, process, () => (this.#shared.hasTrouble ? profile.faults : NO_FAULTS))
    const worker: Worker = {
      slot,
      process,
      link,
      runs: exported.map((each) => ({ exported: each, job: each.job, outcome: undefined })),
      budget: new MemoryBudget(profile.budgetBytes),
      stop: new AbortController(),
    }
    this.#running.push(worker)
    const world = this.#world(worker)
    const sharing = exported.length > 1 ? { ...world, openStream: this.#shareStreams(worker) } : world
    for (const run of worker.runs) this.#run(worker, run, sharing)
  }

  /** One of them dies, stalls, or hears of new settings; those that stall may wake up. */
  trouble(): void {
    const { random, profile, scheduler } = this.#shared
    for (const { process } of this.#running) if (process.isStalled && random.chance(0.03)) process.isStalled = false
    const worker = random.pick(this.#running)
    if (worker === undefined) return
    if (random.chance(0.1)) learn(worker)
    if (random.chance(profile.crash)) {
      scheduler.trace(`${worker.process.name} crashes`)
      this.#crash(worker)
    } else if (random.chance(profile.stall)) {
      scheduler.trace(`${worker.process.name} stalls`)
      worker.process.isStalled = true
    }
  }

  /** Who watches over them takes a stalled one for dead, and starts another one in its place. */
  replaceStalled(): void {
    const { random, scheduler } = this.#shared
    const worker = random.pick(this.#running.filter((each) => each.process.isStalled && !this.#hasSuccessor(each)))
    if (worker === undefined) return
    scheduler.trace(`${worker.process.name} is taken for dead`)
    this.start(worker.slot)
  }

  endTrouble(): void {
    for (const worker of this.#running) {
      worker.process.isStalled = false
      learn(worker)
    }
    if (this.#running.length === 0) this.start()
  }

  stop(): void {
    for (const { stop } of this.#running) stop.abort()
  }

  /** One that stopped since its settings were older than another's starts again with the newest; where it is not alone in its worker, when that has stopped too. */
  restartFailed(): void {
    const failed = this.#running.filter(({ runs }) => runs.some(({ outcome }) => outcome?.outcome === 'failed'))
    for (const { stop } of failed) stop.abort()
    const over = failed.filter(hasEnded)
    this.#running = this.#running.filter((worker) => !over.includes(worker))
    over.forEach((worker) => this.#checkMemory(worker))
    if (this.mayHaveStopped) return
    for (const each of over) if (!this.#hasSuccessor(each)) this.start(each.slot)
  }

  checkMemory(): void {
    for (const worker of this.#running) this.#checkMemory(worker)
  }

  #hasSuccessor({ slot, process }: Worker): boolean {
    return this.#running.some((other) => other.slot === slot && other.process !== process)
  }

  #freeSlot(): number {
    let slot = 1
    while (this.#running.some((worker) => worker.slot === slot)) slot++
    return slot
  }

  #checkMemory(worker: Worker): void {
    const { budget, process } = worker
    const isLeaking = hasEnded(worker) && budget.usedBytes !== 0
    if (isLeaking) this.violations.push(`${process.name} leaks ${budget.usedBytes} bytes`)
  }

  #run(worker: Worker, run: Run, world: EngineWorld): void {
    const { store, job } = run.exported
    const { link, stop } = worker
    const openConnector: EngineWorld['openConnector'] = ({ connector }) =>
      Promise.resolve(store.connector(JSON.stringify(connector.settings), link))
    const options = { once: false, stop: stop.signal, kill: new AbortController().signal }
    void runExporter(() => run.job, { ...world, openConnector }, options).then(
      (outcome) => this.#ended(worker, run, outcome),
      (error: unknown) =>
        this.violations.push(`${job.name} threw: ${error instanceof Error ? error.stack : String(error)}`),
    )
  }

  #world(worker: Worker): EngineWorld {
    const { process, link, budget } = worker
    const { store, scheduler, random } = this.#shared
    const clock = scheduler.clock(process)
    const { rules } = this.#mutation
    return {
      clock,
      ids: { batch: () => `batch-${++this.#batches}` },
      random: () => random.next(),
      openStream: () => this.#openStream(worker),
      openConnector: ({ connector }) => Promise.resolve(store.connector(JSON.stringify(connector.settings), link)),
      explainSinkError,
      codecs: MEMORY_CODECS,
      formats: FORMATS,
      decoders: DECODERS,
      budget,
      emit: (event) => this.#note(worker, event),
      settings: SETTINGS,
      crashPoint: (name) => this.#crashPoint(worker, name),
      rules: { ...PROTOCOL_RULES, ...rules },
    }
  }

  #note({ process }: Worker, event: EngineEvent): void {
    const { scheduler, hasTrouble } = this.#shared
    scheduler.trace(`${process.name}   ${describeEvent(event)}`)
    if (hasTrouble || event.event !== 'rejoining') return
    if (++this.#rejoins === MOST_REJOINS) this.violations.push('they drive each other out for ever')
  }

  /** The ledger of each exporter is a group of its own. */
  #openStream({ link, process, slot }: Worker): Promise<Stream> {
    const { topic, group, exported, scheduler, traits } = this.#shared
    const { wrapLedger = (ledger) => ledger, reading, membership } = this.#mutation
    const clock = scheduler.clock(process)
    const stream = new MemoryStream({ topic, group, link, clock, rules: { ...READING_RULES, ...reading } })
    const groupOf = (uid: string) => exported.find(({ job }) => job.uid === uid)?.group ?? group
    const member = { link, instance: traits.isStatic ? `host-${slot}` : undefined }
    const rules = { ...MEMBERSHIP_RULES, ...membership }
    const openLedger = (uid: string) =>
      Promise.resolve(wrapLedger(new MemoryLedger({ ...member, group: groupOf(uid), rules })))
    const ledgerAdmin = (uid: string) => Promise.resolve(groupOf(uid).admin(link))
    return Promise.resolve(Object.assign(stream, { openLedger, ledgerAdmin }))
  }

  #shareStreams(worker: Worker): EngineWorld['openStream'] {
    const { budget } = worker
    return shareStreams({ open: () => this.#openStream(worker), budget, fetchBytes: SETTINGS.fetchBytes })
  }

  #crashPoint(worker: Worker, name: CrashPoint): Promise<void> {
    const { random, profile, scheduler, hasTrouble } = this.#shared
    if (!hasTrouble || !random.chance(profile.crash * 4)) return Promise.resolve()
    scheduler.trace(`${worker.process.name} crashes when ${name}`)
    this.#crash(worker)
    return new Promise(() => {})
  }

  #crash(worker: Worker): void {
    this.#shared.scheduler.kill(worker.process)
    this.#running = this.#running.filter((each) => each !== worker)
  }

  #ended(worker: Worker, run: Run, outcome: ExporterOutcome): void {
    run.outcome = outcome
    this.#shared.scheduler.trace(`${worker.process.name} ended: ${JSON.stringify(outcome)}`)
    if (outcome.outcome !== 'failed') return
    const code = outcome.diagnostics[0]?.code ?? ''
    if (code === OUT_OF_RANGE.code || code === TRUNCATED.code) this.#isUnreadable = true
    if (!this.#isExpected(code)) this.violations.push(`failed: ${JSON.stringify(outcome.diagnostics)}`)
  }

  /** What must stop an exporter here: an older state than another worker's, records gone before they were read or taken back, a topic made again, another process in its place. */
  #isExpected(code: string): boolean {
    const { job, wasCut, history, traits, isTopicRecreated } = this.#shared
    if (code === 'STRM3004') return job.current.revision > 1
    if (code === OUT_OF_RANGE.code) return wasCut || history.wasTruncated
    if (code === TRUNCATED.code) return history.wasTruncated
    if (code === INSTANCE_TAKEN.code) return traits.isStatic
    return isTopicRecreated && (code === 'STRM1801' || code === TOPIC_GONE.code)
  }
}
