import type { Plain } from '../../model/plain.ts'

/** JSON with sorted names and without spaces: the same text for the same value (as RFC 8785 has it). */
export function canonicalJson(value: Plain): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .toSorted()
    .map((name) => member(name, value[name]))
  return `{${members.join(',')}}`
}

function member(name: string, value: Plain | undefined): string {
  return `${JSON.stringify(name)}:${canonicalJson(value ?? null)}`
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}
