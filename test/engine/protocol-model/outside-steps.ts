import { objectText } from './model.ts'
import type { Model, Step } from './model.ts'
import { including } from './state.ts'
import type { ModelState } from './state.ts'

/** What happens outside the workers: requests reach the store, people move objects, change settings, recreate topics. */
export function outsideSteps(model: Model, state: ModelState): readonly Step[] {
  return [...arrivals(model, state), ...moves(model, state), ...changes(model, state), ...expiries(model, state)]
}

/** Create-only: where anything is at the key, nothing happens. */
function arrivals(model: Model, state: ModelState): readonly Step[] {
  const { tables } = model
  const present = state.made.filter((id) => !state.moved.includes(id)).map((id) => tables.objects.value(id))
  return state.allowed.flatMap((id) => {
    const { key, place } = tables.objects.value(id)
    if (present.some((there) => there.key === key && there.place === place)) return []
    const isAgain = state.made.includes(id)
    const what = `${objectText(model, id)} is made${isAgain ? ' again' : ''}`
    const moved = state.moved.filter((other) => other !== id)
    return [
      { what, next: { ...state, made: including(state.made, id), moved, resurrected: state.resurrected || isAgain } },
    ]
  })
}

function moves(model: Model, state: ModelState): readonly Step[] {
  if (state.resurrected || state.moved.length >= model.bounds.moves) return []
  const present = state.made.filter((id) => !state.moved.includes(id))
  return present.map((id) => ({
    what: `somebody moves ${objectText(model, id)} away`,
    next: { ...state, moved: including(state.moved, id) },
  }))
}

function changes({ bounds }: Model, state: ModelState): readonly Step[] {
  const steps: Step[] = []
  if (state.revision + 1 < bounds.revisions) {
    const revision = state.revision + 1
    steps.push({ what: `the exporter is changed to write to place ${revision}`, next: { ...state, revision } })
  }
  if (state.topic + 1 < bounds.topics) {
    const topic = state.topic + 1
    const next = { ...state, topic }
    steps.push({ what: 'the topic is deleted and recreated, the entries stay', next })
    const entries = state.entries.map(() => -1)
    steps.push({ what: 'the topic is deleted and recreated, the entries go with it', next: { ...next, entries } })
  }
  return steps
}

/** Brokers forget offsets of groups that nobody was a member of for long. */
function expiries({ bounds }: Model, state: ModelState): readonly Step[] {
  const gone = state.entries.filter((id) => id < 0).length
  if (gone >= bounds.expiries || state.workers.some(({ doing }) => doing === 'member')) return []
  return state.entries.map((_, partition) => ({
    what: `nobody is a member, the entry of p${partition} expires`,
    next: { ...state, entries: state.entries.with(partition, -1) },
  }))
}
