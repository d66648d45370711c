import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { RecordedResource, State } from '../../model/state.ts'
import { closest } from '../../lib/closest.ts'
import { NOTHING_APPLIED, UNKNOWN_NAME } from '../diagnostics.ts'
import { kindInWords, nameOf } from './resource-name.ts'
import { openStateStore } from './open-state-store.ts'
import type { CommandDeps } from '../command-deps.ts'

/** What was applied. Rejects with a DiagnosedError that names `apply` where nothing was. */
export async function readApplied(deps: CommandDeps): Promise<State> {
  const state = await readIfApplied(deps)
  if (state === undefined) throw nothingApplied(deps)
  return state
}

/** What was applied, or nothing. */
export async function readIfApplied(deps: CommandDeps): Promise<State | undefined> {
  const store = await openStateStore(deps)
  try {
    return await store.read()
  } finally {
    await store.close()
  }
}

export function nothingApplied(deps: CommandDeps): DiagnosedError {
  return new DiagnosedError([
    diagnose(NOTHING_APPLIED, {
      detail: `Nothing was applied in "${deps.directory}" yet: there is no state. Run "strmctl apply" first, or name another directory with --chdir.`,
    }),
  ])
}

/** The resources of a kind with these names (all of the kind when none is given). Rejects with a diagnostic for each unknown name. */
export function findByName(
  state: State,
  kind: RecordedResource['kind'],
  names: readonly string[],
): readonly RecordedResource[] {
  const known = new Map(
    state.resources.filter((resource) => resource.kind === kind).map((resource) => [nameOf(resource), resource]),
  )
  if (names.length === 0) return [...known.values()]
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length > 0) throw new DiagnosedError(unknown.map((name) => unknownName(kind, name, [...known.keys()])))
  return names.flatMap((name) => known.get(name) ?? [])
}

function unknownName(
  kind: RecordedResource['kind'],
  name: string,
  names: readonly string[],
): ReturnType<typeof diagnose> {
  const near = closest(name, names)
  const hint =
    near !== undefined
      ? `Did you mean "${near}"?`
      : names.length === 0
        ? 'There is none of this kind yet.'
        : `There are: ${names.toSorted().slice(0, 10).join(', ')}.`
  return diagnose(UNKNOWN_NAME, { detail: `No ${kindInWords(kind)} with the name "${name}" is applied. ${hint}` })
}
