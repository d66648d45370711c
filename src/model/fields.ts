import type { ResourceKind } from './address.ts'
import type { Plain } from './plain.ts'
import { Secret } from './secret.ts'

export type { Plain } from './plain.ts'

/** A value of a resource as it stands in desired resources, plans and states: JSON data with secrets as leaves. */
export type FieldValue = Plain | Secret | readonly FieldValue[] | { readonly [name: string]: FieldValue }

/** The fields of a resource, normalized: defaults filled in, durations as `"60s"`, bytes as numbers, references as addresses. */
export type FieldValues = { readonly [name: string]: FieldValue }

/** Whether the value is a nested block: neither simple, nor a list, nor a secret. */
export function isBlock(value: FieldValue | undefined): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret)
}

/**
 * What a value of a field may be.
 * - `duration` is written as `"90s"`, `"1m30s"`; normalized to seconds (`"90s"`), `min`/`max` in seconds
 * - `bytes` is written as `"64MiB"` or a number; normalized to a number
 * - `path` is a file path; relative ones count from the configuration's directory, kept as written
 * - `reference` names another resource; normalized to its address as text
 */
export type FieldType =
  | { readonly type: 'string' }
  | { readonly type: 'number' }
  | { readonly type: 'integer' }
  | { readonly type: 'boolean' }
  | { readonly type: 'duration' }
  | { readonly type: 'bytes' }
  | { readonly type: 'path' }
  | { readonly type: 'reference'; readonly to: ResourceKind }
  | { readonly type: 'list'; readonly of: FieldType }
  | { readonly type: 'map'; readonly of: FieldType }

/** One field of a kind, a variant or a nested block, declared once: validation, plan, redaction, docs and JSON Schema come from it. */
export interface Field {
  readonly kind: 'field'
  readonly value: FieldType
  /** One or two sentences for the reference docs. */
  readonly doc: string
  readonly required?: boolean
  readonly default?: Plain
  /** Encrypted in the state, masked everywhere else. */
  readonly sensitive?: boolean
  /** Bounds of a number, of a duration in seconds, of bytes, or of the length of a string or list. */
  readonly min?: number
  readonly max?: number
  readonly oneOf?: readonly string[]
  /** How to log in rather than where to write: recovery of an older revision uses the newest value (engine/PROTOCOL.md, "Identity"). Sensitive fields are this without saying so. */
  readonly credentials?: boolean
  /** Cannot change in place: the resource is replaced. Paths are compared resolved against the configuration's directory. */
  readonly forcesReplacement?: boolean
  /** A number that may be raised in place and never lowered: a smaller one is refused by `plan`. */
  readonly onlyGrows?: boolean
  /** A further rule: gives the sentence that says what is wrong and what to do, or nothing. */
  readonly check?: (value: Plain) => string | undefined
}

/** A nested block. `list`: may be repeated and gives a list; else at most once. Absent gives no value. */
export interface BlockField {
  readonly kind: 'block'
  readonly doc: string
  readonly fields: Fields
  readonly list?: boolean
  readonly required?: boolean
  readonly forcesReplacement?: boolean
  /** As for a field: the whole block says how to log in. */
  readonly credentials?: boolean
}

export type Fields = { readonly [name: string]: Field | BlockField }
