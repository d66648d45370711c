import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'
import { isJsonObject } from '../../io/disk/json-value.ts'

/** Reads fields of the right types out of JSON; throws an Error that names the first one that is not. */
export class JsonReader {
  readonly #value: JsonObject

  constructor(value: JsonValue) {
    if (!isJsonObject(value)) throw new Error('Cannot read an entry: it is not an object')
    this.#value = value
  }

  integer(name: string): number {
    const value = this.#value[name]
    return isInteger(value) ? value : this.#wrong(name)
  }

  text(name: string): string {
    const value = this.#value[name]
    return typeof value === 'string' ? value : this.#wrong(name)
  }

  integers(name: string): readonly number[] {
    const value = this.#value[name]
    return Array.isArray(value) && value.every(isInteger) ? value : this.#wrong(name)
  }

  texts(name: string): readonly string[] {
    const value = this.#value[name]
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : this.#wrong(name)
  }

  /** An object with the field, or without it where it is absent. */
  optionalInteger<Name extends string>(name: Name): { readonly [key in Name]?: number } {
    return this.#value[name] === undefined ? {} : entryOf(name, this.integer(name))
  }

  optionalText<Name extends string>(name: Name): { readonly [key in Name]?: string } {
    return this.#value[name] === undefined ? {} : entryOf(name, this.text(name))
  }

  optionalObject(name: string): JsonReader | undefined {
    const value = this.#value[name]
    return value === undefined ? undefined : new JsonReader(value)
  }

  #wrong(name: string): never {
    throw new Error(`Cannot read an entry: its field "${name}" is missing or not what it should be`)
  }
}

function isInteger(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value)
}

function entryOf<Name extends string, Value>(name: Name, value: Value): { readonly [key in Name]?: Value } {
  const entry: { [key in Name]?: Value } = {}
  entry[name] = value
  return entry
}
