import type { ProcessIdentity } from './process-identity.ts'
import { isJsonObject } from './json-value.ts'
import type { JsonObject, JsonValue } from './json-value.ts'

/** Who holds a lease, as he wrote it down himself; for messages, and for telling that he is gone. */
export interface LeaseHolder {
  readonly process: ProcessIdentity
  /** Name of the machine. */
  readonly host: string
  /** What he does, in a word or two: `apply`, `up`. */
  readonly operation: string
  /** When he took the lease, by his own wall clock: milliseconds since the epoch. */
  readonly since: number
  /** After how many milliseconds without a sign of life he may be replaced. */
  readonly leaseMs: number
}

export function holderToJson(holder: LeaseHolder): JsonObject {
  return { ...holder, process: { ...holder.process } }
}

/** Nothing where the value is none. */
export function holderFromJson(value: JsonValue | undefined): LeaseHolder | undefined {
  if (!isJsonObject(value) || !isJsonObject(value['process'])) return undefined
  const { host, operation, since, leaseMs } = value
  const { boot, namespace, pid, started } = value['process']
  if (typeof host !== 'string' || typeof operation !== 'string') return undefined
  if (typeof since !== 'number' || typeof leaseMs !== 'number' || typeof pid !== 'number') return undefined
  if (typeof boot !== 'string' || typeof namespace !== 'string' || typeof started !== 'string') return undefined
  return { process: { boot, namespace, pid, started }, host, operation, since, leaseMs }
}
