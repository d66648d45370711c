import type { ApplyDeps, Outside } from '../model/kind.ts'
import { openOutside } from '../resources/outside.ts'
import type { CommandDeps } from './command-deps.ts'
import type { Composition } from './composition.ts'
import { systemClock } from './process/system-clock.ts'
import { systemIds } from './process/system-ids.ts'

const LEASE_MS = 10_000
const DELETE_PATIENCE_MS = 60_000

/** The only wiring: which implementations stand behind the contracts. What running exporters need loads with them. */
export function compose(deps: CommandDeps, options: { readonly leaseMs?: number } = {}): Composition {
  const { directory, environment, worker, catalogues } = deps
  const { uuid } = systemIds
  return {
    rulesDeps: { ...catalogues, directory },
    streamDeps: {
      directory,
      uuid,
      clock: systemClock,
      environment,
      leaseMs: options.leaseMs ?? LEASE_MS,
      ...(worker === undefined ? {} : { processName: String(worker.number) }),
    },
    connectorDeps: { directory, uuid, environment },
  }
}

/** Streams and connectors opened once for a command; whoever opens it closes it. */
export function composeOutside(composition: Composition): Outside {
  const { rulesDeps, streamDeps, connectorDeps } = composition
  return openOutside({ ...rulesDeps, streamDeps, connectorDeps })
}

/** What observing and applying need of the world. */
export function composeActions(composition: Composition, outside: Outside): ApplyDeps {
  const recovery = onFirstUse(async () => (await import('./compose-engine.ts')).composeRecovery(composition))
  return {
    ...composition.rulesDeps,
    streamDeps: composition.streamDeps,
    connectorDeps: composition.connectorDeps,
    outside,
    uuid: systemIds.uuid,
    recover: async (job, signal) => (await recovery())(job, signal),
    deletePatienceMs: DELETE_PATIENCE_MS,
  }
}

function onFirstUse<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => (loading ??= load())
}
