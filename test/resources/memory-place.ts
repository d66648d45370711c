import { SinkError, type Connector, type StoredObject } from '../../src/model/connector.ts'
import type { MemoryWorld } from './memory-world.ts'
import { problem } from './problem.ts'

export function memoryPlace(world: MemoryWorld, place: string): Connector {
  const close = (): Promise<void> => {
    world.opened--
    return Promise.resolve()
  }
  const check = (prefix: string): ReturnType<Connector['check']> => checkPlace(world, place, prefix)
  const broken = (): boolean => world.brokenPlaces.has(place)
  return {
    limits: { keyBytes: 1024, keyPartBytes: 255, metadataBytes: 2048 },
    place,
    sink: {
      create: (object: StoredObject) => Promise.reject(new Error(object.key)),
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

async function* checkPlace(world: MemoryWorld, place: string, prefix: string): ReturnType<Connector['check']> {
  await Promise.resolve()
  if (world.brokenPlaces.has(place)) {
    yield { step: 'write', outcome: 'failed', diagnostic: problem(`"${place}" cannot be written`) }
    return
  }
  world.do(`check ${place}/${prefix}`, () => undefined)
  yield { step: 'write', outcome: 'passed' }
}
