import type { Plain } from '../plain.ts'

/** The rule for `path_prefix`: the sentence that says what is wrong with it, or nothing. Its length is bounded by the field. */
export function checkPathPrefix(value: Plain): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  if (CONTROL.test(value)) return 'A path prefix cannot contain control characters; they cannot be seen in a listing.'
  if (HALF_CHARACTER.test(value))
    return 'A path prefix must be valid Unicode text; it contains half of a surrogate pair.'
  if (value.startsWith('/')) return `A path prefix has no slash at its beginning; write "${trimmed(value)}".`
  if (value.endsWith('/')) return `A path prefix has no slash at its end; write "${trimmed(value)}".`
  return checkSegments(value.split('/'))
}

const CONTROL = /\p{Cc}/u
const HALF_CHARACTER = /\p{Cs}/u

function trimmed(value: string): string {
  return value.replace(/^\/+|\/+$/g, '')
}

function checkSegments(segments: readonly string[]): string | undefined {
  if (segments.includes('')) return 'A path prefix has no empty part: remove one of the slashes of "//".'
  const dots = segments.find((segment) => segment === '.' || segment === '..')
  if (dots !== undefined) return `A path prefix has no part "${dots}": write the directory that is meant.`
  if (segments.includes('.strmctl')) return 'A path prefix has no part ".strmctl": strmctl keeps its own files there.'
  return undefined
}
