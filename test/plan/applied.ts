import type { Change, Plan } from '../../src/model/plan.ts'
import { Session } from '../apply/session.ts'
import type { Configuration } from '../resources/desired.ts'

/** A session in which the configuration was applied. */
export async function applied(configuration: Configuration): Promise<Session> {
  const session = new Session()
  const result = await session.apply(configuration)
  if (result.diagnostics.length > 0) throw new Error(JSON.stringify(result.diagnostics))
  return session
}

export function changeOf(plan: Plan, address: string): Change {
  const change = plan.changes.find((candidate) => candidate.address === address)
  if (change === undefined) throw new Error(`no change of ${address}`)
  return change
}
