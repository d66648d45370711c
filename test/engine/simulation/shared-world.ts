import type { ExportJob, Revision } from '../../../src/model/export-job.ts'
import { MemoryGroup } from '../../memory/memory-group.ts'
import type { MemoryObject } from '../../memory/memory-store.ts'
import { MemoryStore } from '../../memory/memory-store.ts'
import { MemoryTopic } from '../../memory/memory-topic.ts'
import { READING_RULES } from '../../memory/reading-rules.ts'
import { aJob, anEntry, aRevision } from '../kit.ts'
import { LossyLink } from './lossy-link.ts'
import { drawProfile } from './profile.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'
import { Scheduler } from './scheduler.ts'
import { TopicHistory } from './topic-history.ts'
import type { Mutation } from './mutation.ts'
import type { Traits } from './traits.ts'

/** What one exporter has of its own. */
export interface Exported {
  readonly group: MemoryGroup
  readonly store: MemoryStore
  /** Values that retention took, of ranges that were announced. */
  readonly cut: Set<string>
  /** The applied settings. */
  readonly job: ExportJob
}

/** What all workers share, and what can happen to it. */
export class SharedWorld implements Exported {
  readonly random: Random
  readonly profile: Profile
  readonly scheduler: Scheduler
  readonly topic: MemoryTopic
  readonly group: MemoryGroup
  readonly store = new MemoryStore()
  readonly history: TopicHistory
  readonly traits: Traits
  readonly cut = new Set<string>()
  /** The exporters of the topic: the one that all this is about, and where they are two, one that shares its fetches. */
  readonly exported: readonly Exported[]
  job: ExportJob
  wasCut = false
  isTopicRecreated = false
  /** Trouble goes on. */
  hasTrouble = true

  constructor(random: Random, { traits, mutation }: { readonly traits: Traits; readonly mutation: Mutation }) {
    this.random = random
    this.traits = traits
    this.profile = drawProfile(random)
    const { intervalMs, maxObjectRecords, partitions, refusal } = this.profile
    this.scheduler = new Scheduler(random)
    this.topic = new MemoryTopic('topic-1', partitions)
    this.history = new TopicHistory(this)
    if (traits.isTransactional) this.history.beforeExporters()
    this.group = new MemoryGroup(() => partitions, this.#assign)
    this.job = aJob({ intervalMs, maxObjectRecords, current: aRevision(1, this.#layout()) })
    this.exported = traits.isShared ? [this, this.#neighbour()] : [this]
    for (const { group, store, job } of this.exported) {
      group.refuse = (entries) =>
        this.hasTrouble && random.chance(refusal) ? [random.pick([...entries.keys()]) ?? 0] : []
      store.headAllowed = this.profile.headAllowed
      for (const partition of this.partitions) {
        const offset = { ...READING_RULES, ...mutation.reading }.latest(this.topic.log(partition))
        group.entries.set(partition, anEntry({ uid: job.uid, partitions, offset, end: offset }))
      }
    }
  }

  #neighbour(): Exported {
    const { partitions, intervalMs, maxObjectRecords } = this.profile
    const identity = { uid: 'uid-2', name: 'neighbour', group: 'strmctl.neighbour.uid-2' }
    const job = aJob({ ...identity, intervalMs, maxObjectRecords, current: aRevision(1, this.#layout()) })
    return { group: new MemoryGroup(() => partitions, this.#assign), store: new MemoryStore(), cut: new Set(), job }
  }

  get partitions(): readonly number[] {
    return Array.from({ length: this.profile.partitions }, (_, partition) => partition)
  }

  get isAllExported(): boolean {
    return this.exported.every(({ group }) =>
      this.partitions.every((partition) => {
        const entry = group.entries.get(partition)
        return entry?.intent === undefined && entry?.offset === this.topic.log(partition).end
      }),
    )
  }

  append(): void {
    if (!this.isTopicRecreated) this.history.append(this.random.between(0, this.topic.partitions - 1))
  }

  endTransaction(): void {
    this.history.endTransaction(this.random.chance(0.5) ? 'committed' : 'aborted')
  }

  /** An unclean election. */
  truncate(): void {
    if (this.isTopicRecreated) return
    const partition = this.random.pick(this.partitions) ?? 0
    const to = this.history.truncate(partition)
    if (to !== undefined) this.scheduler.trace(`a leader of partition ${partition} has nothing from ${to} on`)
  }

  rebalance(): void {
    const { group, job } = (this.exported.length > 1 ? this.random.pick(this.exported) : undefined) ?? this
    this.scheduler.trace(`rebalance of ${job.group}`)
    group.rebalance()
  }

  /** Members that are gone, stalled for too long, or do not know that they are members lose their place; a static one that does not know takes its place again. */
  expireMembers(): void {
    for (const { group } of this.exported) {
      group.expire(({ link, isMember, instance }, member) => {
        if (!(link instanceof LossyLink)) return false
        const isUnaware = instance === undefined && !isMember(member)
        return link.process.isDead || link.process.isStalled || (isUnaware && this.random.chance(0.05))
      })
    }
  }

  /** Somebody moves an object away that at least one of its partitions has passed. */
  deleteObject(): void {
    const object = this.random.pick(this.store.objects.filter((each) => this.#isPassed(each)))
    if (object === undefined) return
    this.scheduler.trace(`${object.key} is deleted`)
    this.store.delete(object)
  }

  changeJob(): void {
    const { random } = this
    const revision = this.job.current.revision + 1
    const current = aRevision(revision, {
      pathPrefix: random.pick(['events', 'more', '']) ?? '',
      connector: {
        address: 'data_connector.out',
        variant: 'memory',
        settings: { place: random.pick(['a', 'b']) ?? '' },
      },
      ...this.#layout(),
    })
    this.scheduler.trace(`revision ${revision}: ${JSON.stringify(current)}`)
    const revisions = new Map([...this.job.revisions, [revision, current]])
    this.job = { ...this.job, current, revisions, intervalMs: random.pick([1000, 2000, 3000]) ?? 1000 }
  }

  #layout(): Partial<Revision> {
    const { invalid, compression } = this.profile
    const onInvalidRecord =
      invalid === 'mixed' ? (this.random.pick(['skip', 'dead_letter'] as const) ?? 'skip') : invalid
    return { onInvalidRecord, compression, streamName: this.random.pick(['demo', 'shop']) ?? 'demo' }
  }

  jumpClock(): void {
    this.scheduler.jump(this.random.between(-10, 5) * 1000)
  }

  /** Retention takes records of an announced range whose object is not there yet. */
  cutAnnounced(): void {
    const announced = [...this.group.entries].filter(([, { intent }]) => intent !== undefined)
    const [partition, entry] = this.random.pick(announced) ?? []
    if (partition === undefined || entry?.intent === undefined) return
    const start = this.random.between(entry.offset + 1, entry.intent.end)
    for (const { group, cut } of this.exported) {
      const end = group.entries.get(partition)?.end ?? 0
      for (const [value, record] of this.history.appended) {
        if (record.partition === partition && record.offset >= end && record.offset < start) cut.add(value)
      }
    }
    this.scheduler.trace(`retention cuts partition ${partition} to ${start}`)
    this.wasCut = true
    this.topic.cut(partition, start)
  }

  recreateTopic(): void {
    if (this.isTopicRecreated) return
    this.scheduler.trace('the topic is made again')
    this.isTopicRecreated = true
    this.topic.recreate('topic-2')
    for (const partition of this.partitions) this.topic.append(partition, 'FOREIGN')
  }

  #isPassed({ metadata }: MemoryObject): boolean {
    const pending = [...this.group.entries.values()].flatMap(({ intent }) =>
      intent !== undefined && intent.batch === metadata['batch'] ? [intent] : [],
    )
    return pending.every(({ partitions }) => pending.length < partitions.length)
  }

  readonly #assign = (
    members: readonly string[],
    partitions: readonly number[],
  ): ReadonlyMap<string, readonly number[]> => {
    const assignment = new Map<string, number[]>(members.map((member) => [member, []]))
    for (const partition of partitions) assignment.get(this.random.pick(members) ?? '')?.push(partition)
    return assignment
  }
}
