import { isJsonObject } from '../../io/disk/json-value.ts'
import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'

/** Something in a state file or journal is missing or of the wrong type. */
export class MalformedStateError extends Error {
  constructor(what: string) {
    super(`Cannot read the state: ${what}`)
    this.name = 'MalformedStateError'
  }
}

export function textPart(value: JsonObject, name: string): string {
  const part = value[name]
  if (typeof part !== 'string') throw new MalformedStateError(`"${name}" is no text`)
  return part
}

export function countPart(value: JsonObject, name: string): number {
  const part = value[name]
  if (typeof part !== 'number' || !Number.isSafeInteger(part) || part < 0)
    throw new MalformedStateError(`"${name}" is no count`)
  return part
}

export function objectPart(value: JsonObject, name: string): JsonObject {
  const part = value[name]
  if (!isJsonObject(part)) throw new MalformedStateError(`"${name}" is no object`)
  return part
}

export function listPart(value: JsonObject, name: string): readonly JsonValue[] {
  const part = value[name]
  if (!isList(part)) throw new MalformedStateError(`"${name}" is no list`)
  return part
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}
