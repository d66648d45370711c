import { DECODERS } from '../../src/decoders/catalogue.ts'
import { FORMATS } from '../../src/formats/catalogue.ts'
import type { ConnectorCatalogue } from '../../src/model/connector.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { ActionDeps, ApplyDeps } from '../../src/model/kind.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { RecordedResource, State } from '../../src/model/state.ts'
import type { StreamCatalogue } from '../../src/model/stream.ts'
import { textOf } from '../../src/resources/batch-exporter/layout.ts'
import { openOutside } from '../../src/resources/outside.ts'
import { memoryPlace } from './memory-place.ts'
import { memoryStream, memoryStreamActions } from './memory-stream.ts'
import type { MemoryTopic, MemoryWorld } from './memory-world.ts'
import { problem } from './problem.ts'

/** Streams and places in memory, with everything that was done to them. */
export class World implements MemoryWorld {
  readonly topics = new Map<string, MemoryTopic>()
  readonly objects = new Set<string>()
  readonly brokenPlaces = new Set<string>()
  /** Uids that a running `up` holds. */
  readonly members = new Set<string>()
  readonly recovered: string[] = []
  readonly log: string[] = []
  #ids = 0
  /** Called before (`begun`) and after every effect: a test may throw here. */
  effect: (what: string) => void = () => undefined
  opened = 0
  described = 0

  uuid = (): string => `id-${++this.#ids}`

  do<Result>(what: string, work: () => Result): Result {
    this.effect(`before ${what}`)
    const result = work()
    this.log.push(what)
    this.effect(`after ${what}`)
    return result
  }

  deps(): ApplyDeps {
    const clock = {
      now: () => 0,
      monotonic: () => 0,
      sleep: (_ms: number, signal?: AbortSignal) => untilAborted(signal),
    }
    const base = { directory: '/conf', uuid: this.uuid, environment: {} }
    const streamDeps = { ...base, clock, leaseMs: 1000 }
    const catalogues = { streams: this.streams(), connectors: this.connectors(), formats: FORMATS, decoders: DECODERS }
    const outside = openOutside({ ...catalogues, streamDeps, connectorDeps: base })
    return {
      ...catalogues,
      directory: '/conf',
      streamDeps,
      connectorDeps: base,
      outside,
      uuid: this.uuid,
      recover: async (job) => {
        this.do(`recover ${job.uid}`, () => this.finishIntents(job.uid))
        await Promise.resolve()
      },
      deletePatienceMs: 1000,
    }
  }

  /** A context for one action, with a state. */
  context(
    resources: readonly RecordedResource[] = [],
  ): ActionDeps & { readonly warnings: Diagnostic[]; readonly steps: string[] } {
    const state: State = { lineage: 'lineage', serial: 1, resources, pending: [] }
    const signal = new AbortController().signal
    const [warnings, steps]: [Diagnostic[], string[]] = [[], []]
    return {
      ...this.deps(),
      state: () => state,
      recorded: (address) => resources.find((resource) => resource.address === address),
      signal,
      stopping: signal,
      warnings,
      steps,
      progress: (message) => void steps.push(message),
      warn: (diagnostic) => void warnings.push(diagnostic),
    }
  }

  streams(): StreamCatalogue {
    return {
      memory: {
        doc: 'A stream in memory.',
        fields: {
          path: { kind: 'field', value: { type: 'path' }, doc: 'Its name.', required: true, forcesReplacement: true },
          partitions: { kind: 'field', value: { type: 'integer' }, doc: 'How many.', default: 1, onlyGrows: true },
        },
        listing: (settings) => ({ source: textOf(settings, 'path') }),
        defaults: (label) => ({ path: `streams/${label}`, partitions: 1 }),
        place: (settings) => textOf(settings, 'path'),
        open: (settings) => {
          this.opened++
          return Promise.resolve(memoryStream(this, textOf(settings, 'path')))
        },
        actions: (settings) => Promise.resolve(memoryStreamActions(this, settings)),
        openWriter: () => Promise.reject(new Error('not here')),
      },
      other: {
        doc: 'Another variant.',
        fields: {
          topic: { kind: 'field', value: { type: 'string' }, doc: 'Its name.', required: true },
          group: { kind: 'field', value: { type: 'string' }, doc: 'Of its only exporter.' },
        },
        listing: (settings) => ({ source: textOf(settings, 'topic') }),
        group: ({ group }) => (typeof group === 'string' ? group : undefined),
        open: (settings) => Promise.resolve(memoryStream(this, `other/${textOf(settings, 'topic')}`)),
        actions: (settings) =>
          Promise.resolve(memoryStreamActions(this, { path: `other/${textOf(settings, 'topic')}`, partitions: 1 })),
        openWriter: () => Promise.reject(new Error('not here')),
      },
    }
  }

  connectors(): ConnectorCatalogue {
    return {
      place: {
        doc: 'A place in memory.',
        fields: {
          path: { kind: 'field', value: { type: 'path' }, doc: 'Its name.', required: true },
          token: { kind: 'field', value: { type: 'string' }, doc: 'A secret.', sensitive: true },
          token_file: { kind: 'field', value: { type: 'path' }, doc: 'A file with it.', credentials: true },
        },
        listing: (settings) => ({ key: 'place', value: {}, targetName: textOf(settings, 'path') }),
        place: (settings) => textOf(settings, 'path'),
        limits: { keyBytes: 1024, keyPartBytes: 255, metadataBytes: 2048 },
        open: (settings) => {
          this.opened++
          return Promise.resolve(memoryPlace(this, textOf(settings, 'path')))
        },
      },
    }
  }

  topic(path: string): MemoryTopic {
    const topic = this.topics.get(path)
    if (topic === undefined) throw new DiagnosedError([problem(`"${path}" is not there`)])
    return topic
  }

  /** An intent as a crashed `up` leaves it. */
  announce(path: string, uid: string, revision = 1): void {
    const entries = this.topic(path).ledgers.get(uid)
    const entry = entries?.get(0)
    if (entries === undefined || entry === undefined) throw new Error('no such ledger')
    const intent = { batch: 'B', revision, time: 1, end: 5, partitions: [0], records: 1, skipped: 0, crc: 0 }
    entries.set(0, { ...entry, intent })
  }

  finishIntents(uid: string): void {
    this.recovered.push(uid)
    for (const topic of this.topics.values()) {
      const entries = topic.ledgers.get(uid)
      for (const [partition, { intent, ...entry }] of entries ?? []) {
        entries?.set(partition, { ...entry, end: intent?.end ?? entry.end })
      }
    }
  }
}

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('aborted', { cause: signal?.reason }))
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
