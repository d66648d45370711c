import { audit } from './audit.ts'
import type { Mutation } from './mutation.ts'
import { Random } from './random.ts'
import { Simulation } from './simulation.ts'

/** What went wrong in the world of one seed; the same seed gives the same world. `trace` is told everything that happens. */
export async function runSeed(
  seed: number,
  mutation: Mutation = {},
  trace?: (what: string) => void,
): Promise<readonly string[]> {
  const simulation = new Simulation(new Random(seed), mutation)
  if (trace !== undefined) simulation.shared.scheduler.trace = trace
  await simulation.run()
  return [...simulation.workers.violations, ...audit(simulation)]
}
