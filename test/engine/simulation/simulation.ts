import type { Diagnostic } from '../../../src/model/diagnostic.ts'
import type { ExportJob } from '../../../src/model/export-job.ts'
import { PROTOCOL_RULES } from '../../../src/engine/decide/protocol-rules.ts'
import { MemoryBudget } from '../../../src/engine/memory-budget.ts'
import { runExporter } from '../../../src/engine/run-exporter.ts'
import type { ExporterOutcome } from '../../../src/engine/run-exporter.ts'
import type { EngineWorld } from '../../../src/engine/world.ts'
import { MemoryGroup } from '../../memory/memory-group.ts'
import { MemoryStore } from '../../memory/memory-store.ts'
import type { MemoryObject } from '../../memory/memory-store.ts'
import { MemoryStream } from '../../memory/memory-stream.ts'
import { MemoryTopic } from '../../memory/memory-topic.ts'
import { aJob, anEntry, aRevision } from '../kit.ts'
import { LossyLink, NO_FAULTS } from './lossy-link.ts'
import type { Mutation } from './mutation.ts'
import { drawProfile } from './profile.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'
import { Process, Scheduler } from './scheduler.ts'

interface Worker {
  readonly process: Process
  readonly link: LossyLink
  readonly budget: MemoryBudget
  readonly stop: AbortController
  job: ExportJob
  outcome?: ExporterOutcome
}

/** A record that was appended, by its value. */
export interface Appended {
  readonly partition: number
  readonly offset: number
}

/** One world with workers that run the real engine, and everything that can go wrong. */
export class Simulation {
  readonly random: Random
  readonly profile: Profile
  readonly scheduler: Scheduler
  readonly topic: MemoryTopic
  readonly group: MemoryGroup
  readonly store = new MemoryStore()
  readonly appended = new Map<string, Appended>()
  /** Values that retention took before they were exported. */
  readonly cut = new Set<string>()
  readonly violations: string[] = []
  readonly failures: Diagnostic[] = []
  isTopicRecreated = false
  sawIncomplete = false
  readonly #mutation: Mutation
  #job: ExportJob
  #workers: Worker[] = []
  #processes = 0
  #batches = 0
  #chaos = true

  constructor(random: Random, mutation: Mutation) {
    this.random = random
    this.#mutation = mutation
    const profile = drawProfile(random)
    this.profile = profile
    this.scheduler = new Scheduler(random)
    this.topic = new MemoryTopic('topic-1', profile.partitions)
    this.group = new MemoryGroup(
      () => this.topic.partitions,
      (members, partitions) => this.#assign(members, partitions),
    )
    this.group.refuse = (entries) =>
      this.#chaos && random.chance(profile.refusal) ? [random.pick([...entries.keys()]) ?? 0] : []
    this.store.headAllowed = profile.headAllowed
    const { intervalMs, maxObjectRecords, partitions } = profile
    this.#job = aJob({ intervalMs, maxObjectRecords, current: aRevision(1, { onInvalidRecord: 'skip' }) })
    for (let partition = 0; partition < partitions; partition++)
      this.group.entries.set(partition, anEntry({ partitions }))
  }

  /** Runs trouble, then lets everything come to an end. */
  async run(): Promise<void> {
    for (let worker = 0; worker < this.profile.workers; worker++) this.#start()
    for (let turn = 0; turn < this.profile.turns && this.violations.length === 0; turn++) {
      this.#trouble()
      await this.scheduler.turn()
    }
    this.#endTrouble()
    await this.#untilDone(() => this.#isAllExported(), 'is not exported to the end')
    for (const { stop } of this.#workers) stop.abort()
    await this.#untilDone(() => this.#workers.every(({ outcome }) => outcome !== undefined), 'does not stop')
    for (let turn = 0; turn < 200; turn++) await this.scheduler.turn()
    this.#checkMemory()
  }

  get mayHaveFailed(): boolean {
    return this.isTopicRecreated || this.failures.some(({ code }) => code === 'TEST0001')
  }

  #isAllExported(): boolean {
    if (this.mayHaveFailed) return true
    return Array.from({ length: this.topic.partitions }, (_, partition) => partition).every((partition) => {
      const entry = this.group.entries.get(partition)
      return entry !== undefined && entry.intent === undefined && entry.offset === this.topic.log(partition).end
    })
  }

  async #untilDone(isDone: () => boolean, complaint: string): Promise<void> {
    for (let turn = 0; turn < 20_000; turn++) {
      if (isDone() || this.violations.length > 0) return
      this.#expireDead()
      this.#restartFailed()
      if (!(await this.scheduler.turn())) break
    }
    if (!isDone()) this.violations.push(`stuck: ${complaint}`)
  }

  #start(): void {
    const process = new Process(`w${++this.#processes}`)
    const link = new LossyLink(this.scheduler, process, () => (this.#chaos ? this.profile.faults : NO_FAULTS))
    const budget = new MemoryBudget(this.profile.budgetBytes)
    const worker: Worker = { process, link, budget, stop: new AbortController(), job: this.#job }
    this.#workers.push(worker)
    const options = { once: false, stop: worker.stop.signal, kill: new AbortController().signal }
    void runExporter(() => worker.job, this.#world(worker), options).then(
      (outcome) => this.#ended(worker, outcome),
      (error: unknown) => this.violations.push(`threw: ${error instanceof Error ? error.stack : String(error)}`),
    )
  }

  #world(worker: Worker): EngineWorld {
    const { process, link, budget } = worker
    const { topic, group, store, scheduler, random } = this
    const clock = scheduler.clock(process)
    const { wrapLedger, rules } = this.#mutation
    return {
      clock,
      ids: { batch: () => `batch-${++this.#batches}` },
      random: () => random.next(),
      openStream: () => {
        const stream = new MemoryStream({ topic, group, link, clock })
        if (wrapLedger === undefined) return Promise.resolve(stream)
        const openLedger = async () => wrapLedger(await stream.openLedger())
        return Promise.resolve(Object.assign(stream, { openLedger }))
      },
      openConnector: ({ connector }) => Promise.resolve(store.connector(JSON.stringify(connector.settings), link)),
      budget,
      emit: (event) => {
        scheduler.trace(`${process.name}   ${describeEvent(event)}`)
        if (event.event === 'warning' && event.diagnostic.code === 'STRM3009') this.sawIncomplete = true
      },
      settings: {
        retry: { firstMs: 50, maxMs: 500 },
        createTimeoutMs: 3000,
        headTimeoutMs: 1000,
        fetchBytes: 40,
        pollMs: 700,
        goalMs: 500,
        removalGraceMs: 1000,
        progressMs: 1000,
      },
      crashPoint: (name) => this.#crashPoint(worker, name),
      rules: { ...PROTOCOL_RULES, ...rules },
    }
  }

  #crashPoint(worker: Worker, name: string): Promise<void> {
    if (!this.#chaos || !this.random.chance(this.profile.crash * 4)) return Promise.resolve()
    this.scheduler.trace(`${worker.process.name} crashes when ${name}`)
    this.#crash(worker)
    return new Promise(() => {})
  }

  #crash(worker: Worker): void {
    this.scheduler.kill(worker.process)
    this.#workers = this.#workers.filter((each) => each !== worker)
  }

  #ended(worker: Worker, outcome: ExporterOutcome): void {
    worker.outcome = outcome
    this.scheduler.trace(`${worker.process.name} ended: ${JSON.stringify(outcome)}`)
    if (outcome.outcome !== 'failed') return
    const [diagnostic] = outcome.diagnostics
    if (diagnostic === undefined || !this.#isExpected(diagnostic.code)) {
      this.violations.push(`failed: ${JSON.stringify(outcome.diagnostics)}`)
    } else this.failures.push(diagnostic)
  }

  /** What must stop an exporter in this world: an older state than another worker's, a topic made again, records gone before they were read. */
  #isExpected(code: string): boolean {
    if (code === 'STRM3004') return this.#job.current.revision > 1
    if (code === 'TEST0001') return this.cut.size > 0
    return this.isTopicRecreated && (code === 'STRM3001' || code === 'TEST0002')
  }

  #trouble(): void {
    const { random, profile, scheduler } = this
    if (random.chance((2 * profile.records) / profile.turns)) this.#append()
    const worker = random.pick(this.#workers)
    if (worker !== undefined && random.chance(profile.crash)) {
      scheduler.trace(`${worker.process.name} crashes`)
      this.#crash(worker)
    } else if (worker !== undefined && random.chance(profile.stall)) {
      scheduler.trace(`${worker.process.name} stalls`)
      worker.process.isStalled = true
    }
    for (const each of this.#workers) if (each.process.isStalled && random.chance(0.03)) each.process.isStalled = false
    if (this.#workers.length < profile.workers && random.chance(0.1)) this.#start()
    if (random.chance(0.1)) this.#expireDead()
    if (random.chance(profile.rebalance)) this.#rebalance()
    if (random.chance(profile.deletion)) this.#deleteObject()
    if (random.chance(profile.change)) this.#changeJob()
    if (worker !== undefined && random.chance(0.1)) worker.job = this.#job
    if (random.chance(profile.jump)) scheduler.jump(random.between(-20_000, 20_000))
    if (random.chance(profile.retention)) this.#cutPending()
    if (random.chance(profile.recreation)) this.#recreateTopic()
    this.#restartFailed()
  }

  #endTrouble(): void {
    this.scheduler.trace('--- trouble ends')
    this.#chaos = false
    for (const worker of this.#workers) {
      worker.process.isStalled = false
      worker.job = this.#job
    }
    if (this.#workers.length === 0) this.#start()
  }

  #append(): void {
    const { random, topic } = this
    if (this.isTopicRecreated) return
    const partition = random.between(0, topic.partitions - 1)
    const gap = random.chance(0.1) ? random.between(1, 3) : 0
    const offset = topic.log(partition).end + gap
    const value = random.chance(0.1)
      ? (random.pick(['control', 'tombstone', '']) ?? '')
      : `{"p":${partition},"o":${offset}}`
    topic.append(partition, value, gap)
    if (value.startsWith('{')) this.appended.set(value, { partition, offset })
  }

  /** Members that are gone, stalled for too long, or do not know that they are members lose their place. */
  #expireDead(): void {
    this.group.expire(({ link, isMember }, member) => {
      if (!(link instanceof LossyLink)) return false
      return link.process.isDead || link.process.isStalled || (!isMember(member) && this.random.chance(0.05))
    })
  }

  #rebalance(): void {
    this.scheduler.trace('rebalance')
    this.group.rebalance()
  }

  #assign(members: readonly string[], partitions: readonly number[]): ReadonlyMap<string, readonly number[]> {
    const assignment = new Map<string, number[]>(members.map((member) => [member, []]))
    for (const partition of partitions) assignment.get(this.random.pick(members) ?? '')?.push(partition)
    return assignment
  }

  /** Somebody moves an object away that at least one of its partitions has passed. */
  #deleteObject(): void {
    const object = this.random.pick(this.store.objects.filter((each) => this.#isPassed(each)))
    if (object === undefined) return
    this.scheduler.trace(`${object.key} is deleted`)
    this.store.delete(object)
  }

  #isPassed({ metadata }: MemoryObject): boolean {
    const pending = [...this.group.entries.values()].filter(({ intent }) => intent?.batch === metadata['batch'])
    return pending.every(({ intent }) => intent !== undefined && pending.length < intent.partitions.length)
  }

  #changeJob(): void {
    const { random } = this
    const revision = this.#job.current.revision + 1
    const place = random.pick(['memory', 'other'])
    const current = aRevision(revision, {
      pathPrefix: random.pick(['events', 'more', '']) ?? '',
      connector: { address: 'data_connector.out', variant: 'memory', settings: { place: place ?? '' } },
      onInvalidRecord: 'skip',
    })
    this.scheduler.trace(`revision ${revision}: ${JSON.stringify(current)}`)
    const revisions = new Map([...this.#job.revisions, [revision, current]])
    this.#job = { ...this.#job, current, revisions, intervalMs: random.pick([1000, 2000, 3000]) ?? 1000 }
  }

  /** Retention takes records of an announced range whose object is not there yet. */
  #cutPending(): void {
    const pending = [...this.group.entries].filter(([, { intent }]) => intent !== undefined)
    const [partition, entry] = this.random.pick(pending) ?? []
    if (partition === undefined || entry?.intent === undefined) return
    const start = this.random.between(entry.offset + 1, entry.intent.end)
    for (const [value, record] of this.appended) {
      if (record.partition === partition && record.offset >= entry.end && record.offset < start) this.cut.add(value)
    }
    this.scheduler.trace(`retention cuts partition ${partition} to ${start}`)
    this.topic.cut(partition, start)
  }

  #recreateTopic(): void {
    if (this.isTopicRecreated) return
    this.scheduler.trace('the topic is made again')
    this.isTopicRecreated = true
    this.topic.recreate('topic-2')
    for (let partition = 0; partition < this.topic.partitions; partition++) this.topic.append(partition, 'FOREIGN')
  }

  /** A worker that stopped since its state was older than another's starts again with the newest. */
  #restartFailed(): void {
    const failed = this.#workers.filter(({ outcome }) => outcome?.outcome === 'failed')
    if (failed.length === 0) return
    this.#workers = this.#workers.filter((worker) => !failed.includes(worker))
    for (const _ of failed) if (!this.mayHaveFailed) this.#start()
  }

  #checkMemory(): void {
    for (const { outcome, budget, process } of this.#workers) {
      if (outcome !== undefined && budget.usedBytes !== 0)
        this.violations.push(`${process.name} leaks ${budget.usedBytes} bytes`)
    }
  }
}

function describeEvent(event: Parameters<EngineWorld['emit']>[0]): string {
  switch (event.event) {
    case 'object':
      return `object ${event.place} ${event.key} ${JSON.stringify(event.metadata.ranges)} ${event.metadata.batch}`
    case 'retrying':
      return `cannot ${event.what}: ${event.reason}`
    case 'rejoining':
      return `rejoins: ${event.why}`
    case 'warning':
      return `warning ${event.diagnostic.code} ${event.diagnostic.detail}`
    default:
      return event.event
  }
}
