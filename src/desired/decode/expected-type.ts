import { formatBytes } from '../../lib/bytes.ts'
import { formatDuration } from '../../lib/duration.ts'
import type { Field, FieldType } from '../../model/fields.ts'

/** What a field takes, for "must be …". */
export function expectedType(type: FieldType): string {
  switch (type.type) {
    case 'string':
      return 'a string'
    case 'number':
      return 'a number'
    case 'integer':
      return 'a whole number'
    case 'boolean':
      return 'true or false'
    case 'duration':
      return 'a duration such as "90s", "15m" or "1h30m"'
    case 'bytes':
      return 'a number of bytes or a size such as "64MiB"'
    case 'path':
      return 'a path (a string)'
    case 'reference':
      return `a ${type.to.replace('_', ' ')} (${type.to}.LABEL)`
    case 'list':
      return `a list, each element ${expectedType(type.of)}`
    case 'map':
      return `a map, each value ${expectedType(type.of)}`
  }
}

/** `It must be between 1s and 24h.` Nothing where there are no bounds. */
export function boundsSentence(field: Field): string | undefined {
  const bounds = boundsText(field)
  return bounds === undefined ? undefined : `It must be ${bounds}.`
}

/** `between 1s and 24h`, `at least 1 character long`. */
export function boundsText(field: Field): string | undefined {
  const { min, max } = field
  const written = (bound: number): string => writeBound(bound, field)
  const suffix = suffixOf(field)
  if (min !== undefined && max !== undefined) return `between ${written(min)} and ${written(max)}${suffix(max)}`
  if (min !== undefined) return `at least ${written(min)}${suffix(min)}`
  return max === undefined ? undefined : `at most ${written(max)}${suffix(max)}`
}

function writeBound(bound: number, { value }: Field): string {
  if (value.type === 'bytes') return formatBytes(bound)
  if (value.type !== 'duration') return String(bound)
  if (bound >= 3600 && bound % 3600 === 0) return `${bound / 3600}h`
  return bound > 60 && bound % 60 === 0 ? `${bound / 60}m` : formatDuration(bound)
}

function suffixOf({ value }: Field): (count: number) => string {
  if (value.type === 'string' || value.type === 'path')
    return (count) => (count === 1 ? ' character long' : ' characters long')
  if (value.type === 'list') return (count) => (count === 1 ? ' element long' : ' elements long')
  return () => ''
}
