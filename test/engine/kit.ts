import { DECODERS } from '../../src/decoders/catalogue.ts'
import { FORMATS } from '../../src/formats/catalogue.ts'
import type { EngineEvent } from '../../src/model/engine-event.ts'
import type { ExportJob, Revision } from '../../src/model/export-job.ts'
import type { LedgerEntry } from '../../src/model/ledger.ts'
import { MemoryBudget } from '../../src/engine/batch/memory-budget.ts'
import { runExporter } from '../../src/engine/run/run-exporter.ts'
import type { ExporterOutcome } from '../../src/engine/run/run-exporter.ts'
import { ENGINE_SETTINGS } from '../../src/engine/world.ts'
import type { EngineWorld } from '../../src/engine/world.ts'
import { explainSinkError } from '../../src/connectors/explain-failure.ts'
import { FakeClock, settle } from '../memory/fake-clock.ts'
import { DIRECT_LINK } from '../memory/link.ts'
import type { Link } from '../memory/link.ts'
import { MEMORY_CODECS } from '../memory/memory-codecs.ts'
import { MemoryGroup } from '../memory/memory-group.ts'
import { MemoryStore } from '../memory/memory-store.ts'
import { MemoryStream } from '../memory/memory-stream.ts'
import { MemoryTopic } from '../memory/memory-topic.ts'

export function aRevision(revision = 1, changes: Partial<Revision> = {}): Revision {
  return {
    revision,
    connector: { address: 'data_connector.out', variant: 'memory', settings: { place: 'memory' } },
    streamName: 'demo',
    pathPrefix: 'events',
    onInvalidRecord: 'fail',
    deadLetterPrefix: 'dead',
    format: 'jsonl',
    compression: 'none',
    decoder: 'raw',
    ...changes,
  }
}

export function aJob(changes: Partial<ExportJob> = {}): ExportJob {
  const current = changes.current ?? aRevision()
  return {
    address: 'batch_exporter.out',
    name: 'out-demo',
    uid: 'uid-1',
    group: 'strmctl.out.uid-1',
    stream: { address: 'stream.demo', variant: 'memory', settings: {} },
    topic: 'topic-1',
    intervalMs: 30_000,
    maxObjectBytes: 64 << 20,
    maxObjectRecords: 0,
    current,
    revisions: new Map([[current.revision, current]]),
    ...changes,
  }
}

export function anEntry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return { offset: 0, end: 0, uid: 'uid-1', topic: 'topic-1', partitions: 1, proof: [], ...changes }
}

/** A world in memory with one topic, one group, one store; clients are made with `run`. */
export class Kit {
  readonly clock = new FakeClock()
  readonly store = new MemoryStore()
  readonly topic: MemoryTopic
  readonly group: MemoryGroup
  readonly events: EngineEvent[] = []
  readonly stop = new AbortController()
  readonly kill = new AbortController()
  job: ExportJob
  budget = new MemoryBudget(128 << 20)
  #batches = 0

  constructor(partitions = 1, job: Partial<ExportJob> = {}) {
    this.topic = new MemoryTopic('topic-1', partitions)
    this.group = new MemoryGroup(() => this.topic.partitions)
    this.job = aJob(job)
    for (let partition = 0; partition < partitions; partition++) {
      this.group.entries.set(partition, anEntry({ partitions }))
    }
  }

  world(link: Link = DIRECT_LINK): EngineWorld {
    const { topic, group, clock, store } = this
    return {
      clock,
      ids: { batch: () => `batch-${++this.#batches}` },
      random: () => 0.5,
      openStream: () => Promise.resolve(new MemoryStream({ topic, group, link, clock })),
      openConnector: ({ connector }) => Promise.resolve(store.connector(JSON.stringify(connector.settings), link)),
      explainSinkError,
      codecs: MEMORY_CODECS,
      formats: FORMATS,
      decoders: DECODERS,
      budget: this.budget,
      emit: (event) => this.events.push(event),
      settings: ENGINE_SETTINGS,
    }
  }

  run(options: { once?: boolean; world?: Partial<EngineWorld> } = {}): Promise<ExporterOutcome> {
    const world = { ...this.world(), ...options.world }
    const { stop, kill } = this
    return runExporter(() => this.job, world, { once: options.once ?? false, stop: stop.signal, kill: kill.signal })
  }

  /** Tells it to stop and lets time go on until it has. */
  async end(running: Promise<ExporterOutcome>): Promise<ExporterOutcome> {
    this.stop.abort()
    return this.finish(running)
  }

  /** Lets time go on until the promise is settled. */
  async finish<T>(running: Promise<T>): Promise<T> {
    let settled = false
    void running.catch(() => undefined).then(() => (settled = true))
    for (let turn = 0; turn < 1000; turn++) {
      await settle()
      if (settled) return running
      await this.clock.advance(Math.min(this.clock.nextWakeIn, 60_000))
    }
    throw new Error('Never ended')
  }

  /** Key and body of each object in the store, by key. */
  files(): Record<string, string> {
    const sorted = this.store.objects.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    return Object.fromEntries(sorted.map(({ key, body }) => [key, Buffer.from(body).toString()]))
  }

  eventsOf<Name extends EngineEvent['event']>(name: Name): Extract<EngineEvent, { event: Name }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { event: Name }> => event.event === name)
  }
}
