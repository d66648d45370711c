import type { Connector, ConnectorCatalogue, NewObject } from '../../src/model/connector.ts'
import { SinkError } from '../../src/model/connector.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { FieldValues } from '../../src/model/fields.ts'
import type { ActionsContext, ActionsSurroundings } from '../../src/model/kind.ts'
import type { LedgerEntry } from '../../src/model/ledger.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { RecordedResource, State } from '../../src/model/state.ts'
import type { Stream, StreamCatalogue } from '../../src/model/stream.ts'
import { openOutside } from '../../src/resources/outside.ts'

export interface MemoryTopic {
  readonly id: string
  /** Offsets at the end of each partition. */
  ends: number[]
  readonly ledgers: Map<string, Map<number, LedgerEntry>>
  readonly made: boolean
}

/** Streams and places in memory, with everything that was done to them. */
export class World {
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

  surroundings(): ActionsSurroundings {
    const clock = {
      now: () => 0,
      monotonic: () => 0,
      sleep: (_ms: number, signal?: AbortSignal) => untilAborted(signal),
    }
    const base = { directory: '/conf', uuid: this.uuid, environment: {} }
    const streamSurroundings = { ...base, clock, leaseMs: 1000 }
    const catalogues = { streams: this.streams(), connectors: this.connectors() }
    const outside = openOutside({ ...catalogues, streamSurroundings, connectorSurroundings: base })
    return {
      ...catalogues,
      ...{ directory: '/conf', streamSurroundings, connectorSurroundings: base, outside, uuid: this.uuid },
      recover: async (job) => {
        this.do(`recover ${job.uid}`, () => this.#finishIntents(job.uid))
        await Promise.resolve()
      },
      deletePatienceMs: 1000,
    }
  }

  /** A context for one action, with a state. */
  context(
    resources: readonly RecordedResource[] = [],
  ): ActionsContext & { readonly warnings: Diagnostic[]; readonly steps: string[] } {
    const state: State = { lineage: 'lineage', serial: 1, resources, pending: [] }
    const signal = new AbortController().signal
    const [warnings, steps]: [Diagnostic[], string[]] = [[], []]
    return {
      ...this.surroundings(),
      state: () => state,
      recorded: (address) => resources.find((resource) => resource.address === address),
      ...{ signal, stopping: signal, warnings, steps },
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
        defaults: (label) => ({ path: `streams/${label}`, partitions: 1 }),
        place: (settings) => String(settings['path']),
        open: (settings) => {
          this.opened++
          return Promise.resolve(this.#stream(String(settings['path'])))
        },
        actions: (settings) => Promise.resolve(this.#actions(settings)),
        openWriter: () => Promise.reject(new Error('not here')),
      },
      other: {
        doc: 'Another variant.',
        fields: { topic: { kind: 'field', value: { type: 'string' }, doc: 'Its name.', required: true } },
        open: (settings) => Promise.resolve(this.#stream(`other/${String(settings['topic'])}`)),
        actions: (settings) =>
          Promise.resolve(this.#actions({ path: `other/${String(settings['topic'])}`, partitions: 1 })),
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
        listing: (settings) => ({ key: 'place', value: {}, targetName: String(settings['path']) }),
        place: (settings) => String(settings['path']),
        limits: { keyBytes: 1024, keyPartBytes: 255, metadataBytes: 2048 },
        open: (settings) => {
          this.opened++
          return Promise.resolve(this.#connector(String(settings['path'])))
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

  #finishIntents(uid: string): void {
    this.recovered.push(uid)
    for (const topic of this.topics.values()) {
      const entries = topic.ledgers.get(uid)
      for (const [partition, { intent, ...entry }] of entries ?? []) {
        entries?.set(partition, { ...entry, end: intent?.end ?? entry.end })
      }
    }
  }

  #stream(path: string): Stream {
    const close = (): Promise<void> => {
      this.opened--
      return Promise.resolve()
    }
    return {
      describe: async () => {
        this.described++
        await Promise.resolve()
        const { id, ends } = this.topic(path)
        return { topic: id, partitions: ends.map((latest, partition) => ({ partition, earliest: 0, latest })) }
      },
      openReader: () => Promise.reject(new Error('not here')),
      openLedger: () => Promise.reject(new Error('not here')),
      ledgerAdmin: (uid) => Promise.resolve(this.#ledgerAdmin(path, uid)),
      close,
      [Symbol.asyncDispose]: close,
    }
  }

  #ledgerAdmin(path: string, uid: string): Awaited<ReturnType<Stream['ledgerAdmin']>> {
    const ledgers = (): Map<string, Map<number, LedgerEntry>> => this.topics.get(path)?.ledgers ?? new Map()
    return {
      initialise: async (entries) => {
        await Promise.resolve()
        this.do(`initialise ${uid}`, () => {
          const there = this.topic(path).ledgers.get(uid) ?? new Map<number, LedgerEntry>()
          for (const [partition, entry] of entries) if (!there.has(partition)) there.set(partition, entry)
          this.topic(path).ledgers.set(uid, there)
        })
      },
      read: async () => {
        await Promise.resolve()
        return new Map(ledgers().get(uid))
      },
      awaitEmpty: async () => {
        await Promise.resolve()
        if (this.members.has(uid)) throw new DiagnosedError([problem(`"${uid}" is still running`)])
      },
      remove: async () => {
        await Promise.resolve()
        this.do(`remove ledger ${uid}`, () => ledgers().delete(uid))
      },
    }
  }

  #actions(settings: FieldValues): Awaited<ReturnType<StreamCatalogue[string]['actions']>> {
    const path = String(settings['path'])
    const partitions = Number(settings['partitions'])
    return {
      ensure: async () => {
        await Promise.resolve()
        this.do(`ensure ${path}`, () => {
          const topic: MemoryTopic = this.topics.get(path) ?? {
            id: `topic-${this.uuid()}`,
            ends: [],
            ledgers: new Map(),
            made: true,
          }
          while (topic.ends.length < partitions) topic.ends.push(0)
          this.topics.set(path, topic)
        })
        const { id, ends } = this.topic(path)
        return { topic: id, partitions: ends.map((latest, partition) => ({ partition, earliest: 0, latest })) }
      },
      remove: async () => {
        await Promise.resolve()
        this.do(`remove stream ${path}`, () => {
          const topic = this.topics.get(path)
          if (topic?.made === true && topic.ends.every((end) => end === 0)) this.topics.delete(path)
        })
      },
    }
  }

  #connector(place: string): Connector {
    const close = (): Promise<void> => {
      this.opened--
      return Promise.resolve()
    }
    const check = this.#check.bind(this, place)
    const broken = (): boolean => this.brokenPlaces.has(place)
    return {
      limits: { keyBytes: 1024, keyPartBytes: 255, metadataBytes: 2048 },
      place,
      sink: {
        create: (object: NewObject) => Promise.reject(new Error(object.key)),
        head: () => Promise.resolve({ outcome: 'absent' }),
      },
      check,
      list: async function* () {
        await Promise.resolve()
        if (broken()) throw new SinkError('missing-place', 'no such directory')
        yield* []
      },
      read: async function* () {
        await Promise.resolve()
        yield* []
      },
      close,
      [Symbol.asyncDispose]: close,
    }
  }

  async *#check(place: string, prefix: string): ReturnType<Connector['check']> {
    await Promise.resolve()
    if (this.brokenPlaces.has(place)) {
      yield { step: 'write', outcome: 'failed', diagnostic: problem(`"${place}" cannot be written`) }
      return
    }
    this.do(`check ${place}/${prefix}`, () => undefined)
    yield { step: 'write', outcome: 'passed' }
  }
}

export function problem(detail: string): Diagnostic {
  return { severity: 'error', code: 'STRM9999', summary: 'Problem of a test', detail }
}

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('aborted', { cause: signal?.reason }))
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
