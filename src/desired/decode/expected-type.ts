import type { FieldType } from '../../model/fields.ts'

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
