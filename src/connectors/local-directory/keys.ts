import { join, sep } from 'node:path'
import { SinkError } from '../../model/connector.ts'
import { RESERVED_NAME } from '../reserved-names.ts'
import { LOCAL_DIRECTORY_LIMITS } from './fields.ts'

const LONE_SURROGATE = /\p{Surrogate}/u

/** The path of an object. Rejects (SinkError `invalid`) every key that could lead out of the directory or to files of our own. */
export function objectPath(root: string, key: string): string {
  const wrong = whatIsWrong(key)
  if (wrong !== undefined) throw new SinkError('invalid', `Cannot use the object key "${key}": ${wrong}`)
  return join(root, ...key.split('/'))
}

/** Where the metadata candidates of an object are (state/FORMAT.md, "Objects in local files"). */
export function metadataDirectory(root: string, key: string): string {
  objectPath(root, key)
  return join(root, RESERVED_NAME, ...key.split('/'))
}

function whatIsWrong(key: string): string | undefined {
  if (LONE_SURROGATE.test(key)) return 'it is not well-formed Unicode'
  if (Buffer.byteLength(key) > LOCAL_DIRECTORY_LIMITS.keyBytes) return 'it is too long'
  if (key.includes('\0')) return 'it contains a zero byte'
  if (sep === '\\' && /[\\:]/.test(key)) return 'it contains a backslash or a colon'
  return key
    .split('/')
    .map(whatIsWrongWithPart)
    .find((wrong) => wrong !== undefined)
}

function whatIsWrongWithPart(part: string): string | undefined {
  if (part === '') return 'a part between slashes is empty'
  if (part === '.' || part === '..') return `"${part}" is not a name`
  if (part.startsWith(RESERVED_NAME)) return `names that begin with "${RESERVED_NAME}" are reserved`
  return Buffer.byteLength(part) > (LOCAL_DIRECTORY_LIMITS.keyPartBytes ?? Infinity)
    ? 'a part between slashes is too long'
    : undefined
}
