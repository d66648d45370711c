import type { Model } from './model.ts'
import type { ModelState } from './state.ts'

/** What is wrong in a state, or nothing. */
export function faultIn(model: Model, state: ModelState): string | undefined {
  const covered = new Map<string, number>()
  return duplicate(model, state, covered) ?? loss(model, state, covered) ?? resurrected(model, state)
}

/** No record is in two objects. */
function duplicate({ tables }: Model, { made }: ModelState, covered: Map<string, number>): string | undefined {
  for (const id of made) {
    const { ranges, topic } = tables.objects.value(id)
    for (const { partition, begin, end } of ranges) {
      for (let offset = begin; offset < end; offset++) {
        const record = `${topic} ${partition} ${offset}`
        if (covered.has(record)) return `DUPLICATE: p${partition} offset ${offset} is in two objects`
        covered.set(record, id)
      }
    }
  }
  return undefined
}

/** Everything before the ledger's end, and before any object of the same topic, is in an object, or was when that was made. */
function loss({ tables }: Model, state: ModelState, covered: Map<string, number>): string | undefined {
  for (const [partition, id] of state.entries.entries()) {
    const end = id < 0 ? 0 : tables.entries.value(id).end
    const has = (offset: number) => covered.has(`0 ${partition} ${offset}`) || covered.has(`1 ${partition} ${offset}`)
    const lost = firstWithout(end, has)
    if (lost !== undefined) return `LOSS: p${partition} offset ${lost} is in no object, and the ledger is at ${end}`
  }
  for (const id of state.made) {
    const { ranges, topic } = tables.objects.value(id)
    for (const { partition, begin } of ranges) {
      const lost = firstWithout(begin, (offset) => covered.has(`${topic} ${partition} ${offset}`))
      if (lost !== undefined)
        return `LOSS: p${partition} offset ${lost} of topic-${topic} is in no object, and one begins at ${begin}`
    }
  }
  return undefined
}

function firstWithout(end: number, has: (offset: number) => boolean): number | undefined {
  for (let offset = 0; offset < end; offset++) if (!has(offset)) return offset
  return undefined
}

function resurrected({ bounds }: Model, state: ModelState): string | undefined {
  return bounds.strict && state.resurrected ? 'RESURRECTED: an object that was moved away is made again' : undefined
}

/** Everything was exported and nothing is open. */
export function isDone({ tables, bounds }: Model, { entries }: ModelState): boolean {
  return entries.every(
    (id) => id >= 0 && tables.entries.value(id).end === bounds.offsets && tables.entries.value(id).intent === undefined,
  )
}

/** Where the bounds leave room for one more generation and one more batch, what is left can be exported. */
export function hasRoom({ bounds }: Model, state: ModelState): boolean {
  if (state.entries.some((id) => id < 0)) return false
  return state.generation < bounds.generations - 1 && state.batches < bounds.batches - 1 && state.topic === 0
}

export function isStopped({ workers }: ModelState): boolean {
  return workers.some(({ doing }) => doing === 'stopped')
}
