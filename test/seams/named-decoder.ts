import { setImmediate } from 'node:timers/promises'
import type { DecoderVariant, RecordDecoder } from '../../src/model/record-decoder.ts'
import type { RecordConsumer } from '../../src/model/stream.ts'

/** What a registry would answer. */
const NAMES: { readonly [id: string]: string } = { '1': 'click', '2': 'order' }

/** A value `1:text` becomes `{"name":"click","text":"text"}`. The name of an id is looked up before. */
export const NAMED: DecoderVariant = { doc: 'the name that the value begins with the id of', open: openNamed }

function openNamed(): RecordDecoder {
  const known = new Map<string, string>()
  /** Filled anew for each record. */
  const scratch = Buffer.alloc(1 << 16)
  return {
    prepare: async (offer) => {
      const ids = new Set<string>()
      await offer(collectIds(ids))
      for (const id of ids) {
        await setImmediate()
        known.set(id, NAMES[id] ?? '')
      }
    },
    decodeTo: (records) => ({
      take: (...[source, start, end, offset, next]) => {
        const { id, text } = parts(source, start, end)
        if (id === '') return records.reject('it begins with no id', source.subarray(start, end), offset, next)
        const name = known.get(id)
        if (name === undefined) throw new Error(`The id ${id} was not looked up`)
        const length = scratch.write(JSON.stringify({ name, text }))
        return records.take(scratch, 0, length, offset, next)
      },
      reject: (...[reason, value, offset, next]) => records.reject(reason, value, offset, next),
      pass: (next) => records.pass(next),
    }),
  }
}

function collectIds(ids: Set<string>): RecordConsumer {
  return {
    take: (source, start, end) => {
      const { id } = parts(source, start, end)
      if (id !== '') ids.add(id)
      return true
    },
    reject: () => true,
    pass: () => undefined,
  }
}

function parts(source: Uint8Array, start: number, end: number): { readonly id: string; readonly text: string } {
  const value = Buffer.from(source.subarray(start, end)).toString()
  const [, id = '', text = ''] = /^(\d+):(.*)$/s.exec(value) ?? []
  return { id, text }
}
