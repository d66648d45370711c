import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import { InternalError } from '../model/internal-error.ts'
import type { ActionDeps, ApplyDeps, KindActions, Observation } from '../model/kind.ts'
import type { RecordedResource, State } from '../model/state.ts'
import { actionsOf } from './actions-of.ts'
import { NOT_OBSERVED } from './diagnostics.ts'
import { messageOf } from '../lib/message-of.ts'
import { runLimited } from './run-limited.ts'

export interface ObserveOptions {
  readonly state: State
  readonly kinds: readonly KindActions[]
  readonly context: ApplyDeps
  /** How many are read at the same time. */
  readonly parallelism?: number
  readonly signal: AbortSignal
}

/** Looks at everything that is recorded, read-only; by address. Rejects with the signal's reason. */
export async function observeResources(options: ObserveOptions): Promise<ReadonlyMap<string, Observation>> {
  const { state, signal } = options
  const found = new Map<string, Observation>()
  const records = new Map(state.resources.map((resource) => [resource.address, resource]))
  const queue = records.values()
  const bugs: unknown[] = []
  const take = (): RecordedResource | undefined =>
    signal.aborted || bugs.length > 0 ? undefined : (queue.next().value ?? undefined)
  await runLimited(options.parallelism ?? 10, take, async (resource) => {
    try {
      found.set(resource.address, await observeOne(resource, records, options))
    } catch (error) {
      bugs.push(error)
    }
  })
  signal.throwIfAborted()
  if (bugs.length > 0) throw bugs[0]
  return found
}

async function observeOne(
  resource: RecordedResource,
  records: ReadonlyMap<string, RecordedResource>,
  { state, kinds, context, signal }: ObserveOptions,
): Promise<Observation> {
  const warnings: Diagnostic[] = []
  const looking: ActionDeps = {
    ...context,
    state: () => state,
    recorded: (address) => records.get(address),
    signal,
    stopping: signal,
    progress: () => undefined,
    warn: (diagnostic) => void warnings.push(diagnostic),
  }
  try {
    const observation = await actionsOf(kinds, resource.kind).observe(resource, looking)
    return { ...observation, diagnostics: [...warnings, ...observation.diagnostics] }
  } catch (error) {
    return { presence: 'unknown', diagnostics: [...warnings, ...notObserved(resource.address, error)] }
  }
}

function notObserved(address: string, error: unknown): readonly Diagnostic[] {
  if (error instanceof InternalError) throw error
  if (error instanceof DiagnosedError) return error.diagnostics
  return [diagnose(NOT_OBSERVED, { detail: `Cannot read "${address}": ${messageOf(error)}`, address })]
}
