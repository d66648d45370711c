import { Secret } from '../../src/model/secret.ts'

/** A state, or a part of one, as plain data that can be compared: secrets in clear below a name of their own. */
export function plainState(value: unknown): unknown {
  if (value instanceof Secret) return { SECRET: value.reveal() }
  if (Array.isArray(value)) return value.map(plainState)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, plainState(item)]))
}
