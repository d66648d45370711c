import { audit } from './audit.ts'
import type { Mutation } from './mutation.ts'
import { Random } from './random.ts'
import { Simulation } from './simulation.ts'
import { traitsOf } from './traits.ts'

/** What went wrong in the world of one seed; the same seed gives the same world. `trace` is told everything that happens. */
export async function runSeed(
  seed: number,
  mutation: Mutation = {},
  trace?: (what: string) => void,
): Promise<readonly string[]> {
  const simulation = new Simulation(new Random(seed), { mutation, traits: traitsOf(seed) })
  const { shared, workers } = simulation
  if (trace !== undefined) shared.scheduler.trace = trace
  await simulation.run()
  const { history, profile, partitions, wasCut } = shared
  const world = { history, profile, partitions, wasCut }
  const found = shared.exported.flatMap(({ group, store, cut, job }) =>
    audit({ shared: { ...world, group, store, cut }, workers }).map((problem) => `${job.name}: ${problem}`),
  )
  return [...workers.violations, ...found]
}
