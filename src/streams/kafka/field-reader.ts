import { parseDuration } from '../../lib/duration.ts'
import type { FieldValue, FieldValues } from '../../model/fields.ts'
import { InternalError } from '../../model/internal-error.ts'
import { Secret } from '../../model/secret.ts'

/** Reads normalized fields of one block; what is there and of another type is a bug of ours. */
export class FieldReader {
  readonly #values: FieldValues

  constructor(values: FieldValues) {
    this.#values = values
  }

  text(name: string): string | undefined {
    return this.#read(name, (value) => (typeof value === 'string' ? value : undefined))
  }

  /** A text that is secret, in clear. */
  secret(name: string): string | undefined {
    return this.#read(name, (value) => {
      const clear = value instanceof Secret ? value.reveal() : value
      return typeof clear === 'string' ? clear : undefined
    })
  }

  number(name: string): number | undefined {
    return this.#read(name, (value) => (typeof value === 'number' ? value : undefined))
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, (value) => (typeof value === 'boolean' ? value : undefined))
  }

  milliseconds(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const duration = parseDuration(text)
    if (duration.outcome !== 'read') throw wrong(name)
    return duration.seconds * 1000
  }

  texts(name: string): readonly string[] {
    const list = this.#read(name, (value) => (isList(value) ? value : undefined)) ?? []
    return list.map((item) => (typeof item === 'string' ? item : failed(name)))
  }

  map(name: string): { readonly [key: string]: string } {
    const entries = Object.entries(this.#read(name, blockOf) ?? {})
    return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? value : failed(name)]))
  }

  block(name: string): FieldReader | undefined {
    const block = this.#read(name, blockOf)
    return block === undefined ? undefined : new FieldReader(block)
  }

  #read<T>(name: string, gate: (value: FieldValue) => T | undefined): T | undefined {
    const value = this.#values[name]
    return value === undefined || value === null ? undefined : (gate(value) ?? failed(name))
  }
}

function blockOf(value: FieldValue): FieldValues | undefined {
  if (typeof value !== 'object' || value === null || isList(value) || value instanceof Secret) return undefined
  return Object.fromEntries(Object.entries(value))
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function failed(name: string): never {
  throw wrong(name)
}

function wrong(name: string): InternalError {
  return new InternalError(`Cannot open a Kafka stream: its setting "${name}" was not normalized`)
}
