import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { FieldValues } from '../../src/model/fields.ts'
import type { LedgerAdmin, LedgerEntry } from '../../src/model/ledger.ts'
import type { Stream, StreamActions } from '../../src/model/stream.ts'
import { textOf } from '../../src/resources/batch-exporter/layout.ts'
import type { MemoryTopic, MemoryWorld } from './memory-world.ts'
import { problem } from './problem.ts'

export function memoryStream(world: MemoryWorld, path: string): Stream {
  const close = (): Promise<void> => {
    world.opened--
    return Promise.resolve()
  }
  return {
    describe: async () => {
      world.described++
      await Promise.resolve()
      const { id, ends } = world.topic(path)
      return { topic: id, partitions: ends.map((latest, partition) => ({ partition, earliest: 0, latest })) }
    },
    openReader: () => Promise.reject(new Error('not here')),
    openLedger: () => Promise.reject(new Error('not here')),
    ledgerAdmin: (uid) => Promise.resolve(ledgerAdmin(world, path, uid)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function ledgerAdmin(world: MemoryWorld, path: string, uid: string): LedgerAdmin {
  const ledgers = (): Map<string, Map<number, LedgerEntry>> =>
    world.topics.get(path)?.ledgers ?? new Map<string, Map<number, LedgerEntry>>()
  return {
    initialise: async (entries) => {
      await Promise.resolve()
      world.do(`initialise ${uid}`, () => {
        const there = world.topic(path).ledgers.get(uid) ?? new Map<number, LedgerEntry>()
        for (const [partition, entry] of entries) if (!there.has(partition)) there.set(partition, entry)
        world.topic(path).ledgers.set(uid, there)
      })
    },
    restore: async (entries) => {
      await Promise.resolve()
      if (world.members.has(uid)) throw new DiagnosedError([problem(`"${uid}" is still running`)])
      world.do(`restore ledger ${uid}`, () =>
        world.topic(path).ledgers.set(uid, new Map([...(ledgers().get(uid) ?? []), ...entries])),
      )
    },
    read: async () => {
      await Promise.resolve()
      return new Map(ledgers().get(uid))
    },
    awaitEmpty: async () => {
      await Promise.resolve()
      if (world.members.has(uid)) throw new DiagnosedError([problem(`"${uid}" is still running`)])
    },
    remove: async () => {
      await Promise.resolve()
      world.do(`remove ledger ${uid}`, () => ledgers().delete(uid))
    },
  }
}

export function memoryStreamActions(world: MemoryWorld, settings: FieldValues): StreamActions {
  const path = textOf(settings, 'path')
  const partitions = Number(settings['partitions'])
  return {
    ensure: async () => {
      await Promise.resolve()
      world.do(`ensure ${path}`, () => {
        const topic: MemoryTopic = world.topics.get(path) ?? {
          id: `topic-${world.uuid()}`,
          ends: [],
          ledgers: new Map(),
          made: true,
        }
        while (topic.ends.length < partitions) topic.ends.push(0)
        world.topics.set(path, topic)
      })
      const { id, ends } = world.topic(path)
      return { topic: id, partitions: ends.map((latest, partition) => ({ partition, earliest: 0, latest })) }
    },
    remove: async () => {
      await Promise.resolve()
      world.do(`remove stream ${path}`, () => {
        const topic = world.topics.get(path)
        if (topic?.made === true && topic.ends.every((end) => end === 0)) world.topics.delete(path)
      })
    },
  }
}
