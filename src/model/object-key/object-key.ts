import type { ObjectRole } from '../object-metadata.ts'

/** What of its objects' keys a revision decides. */
export interface KeyLayout {
  /** Without slashes at its ends; empty = none. */
  readonly pathPrefix: string
  /** What the keys of dead-letter objects begin with, before the path prefix; never empty, without slashes at its ends. */
  readonly deadLetterPrefix: string
  /** The stream's outside name. */
  readonly streamName: string
}

/** What differs from object to object. */
export interface KeyedObject {
  readonly role: ObjectRole
  /** Batch time: milliseconds since the Unix epoch. */
  readonly time: number
  /** Ascending. */
  readonly partitions: readonly number[]
  /** What its format and its compression say: `.jsonl.gz`. */
  readonly suffix: string
}

/**
 * The form of an object's name below its prefix. Writing it, reading it back and the longest one there may be all follow from this line
 * alone; a form that a user chooses would be a field of `KeyLayout` and take its place here.
 */
const TEMPLATE = '{time}-{stream}---{partitions}{suffix}'

interface NameParts {
  readonly time: string
  readonly stream: string
  readonly partitions: string
  readonly suffix: string
}

/** How each part is found again in a name. */
const WRITTEN: NameParts = {
  time: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?`,
  stream: '.*',
  partitions: String.raw`\d+(?:-\d+)*`,
  suffix: String.raw`(?:\..*)?`,
}

const NAME = new RegExp(`^${fill((part) => `(?<${part}>${WRITTEN[part]})`)}$`, 's')

/** `events/2021-03-26T09:56:30-demo---0-1-2.jsonl`, in UTC. Milliseconds are shown only where they are not zero. */
export function objectKey(layout: KeyLayout, object: KeyedObject): string {
  const { role, time, partitions, suffix } = object
  const parts: NameParts = {
    time: new Date(time).toISOString().replace(/(\.000)?Z$/, ''),
    stream: layout.streamName,
    partitions: partitions.join('-'),
    suffix,
  }
  return below(
    keyPrefix(layout, role),
    fill((part) => parts[part]),
  )
}

/** What the keys of such objects begin with, without a slash at the end; empty = nothing. */
export function keyPrefix(
  { pathPrefix, deadLetterPrefix }: Pick<KeyLayout, 'pathPrefix' | 'deadLetterPrefix'>,
  role: ObjectRole,
): string {
  if (role === 'lines' || pathPrefix === '') return role === 'lines' ? pathPrefix : deadLetterPrefix
  return below(deadLetterPrefix, pathPrefix)
}

/** Below these stand all objects of such a layout. */
export function keyPrefixes(layout: Pick<KeyLayout, 'pathPrefix' | 'deadLetterPrefix'>): readonly string[] {
  return [keyPrefix(layout, 'lines'), keyPrefix(layout, 'dead-letters')]
}

/** The batch time that stands in an object's key, in milliseconds since the Unix epoch; nothing where the key is not one of ours. */
export function timeOfKey(key: string): number | undefined {
  const written = NAME.exec(key.slice(key.lastIndexOf('/') + 1))?.groups?.['time']
  const time = written === undefined ? NaN : Date.parse(`${written}Z`)
  return Number.isNaN(time) ? undefined : time
}

export interface DeadLetterPlace {
  /** The dead-letter prefix. */
  readonly prefix: string
  /** Of the two objects: they may be of different formats. */
  readonly suffixes: { readonly events: string; readonly deadLetters: string }
}

/** Where the dead letters of the batch are whose events are at `key`: both were written under one revision. */
export function deadLetterKey(key: string, { prefix, suffixes }: DeadLetterPlace): string {
  return below(prefix, key.slice(0, key.length - suffixes.events.length) + suffixes.deadLetters)
}

function fill(textOf: (part: keyof NameParts) => string): string {
  return TEMPLATE.replaceAll(/\{(\w+)\}/g, (_, part: keyof NameParts) => textOf(part))
}

function below(prefix: string, rest: string): string {
  return prefix === '' ? rest : `${prefix}/${rest}`
}
