import type { CredentialReference } from '../lib/credential-reference.ts'
import { parseDuration } from '../lib/duration.ts'
import { isBlock, type FieldValue, type FieldValues } from './fields.ts'
import { InternalError } from './internal-error.ts'
import { Secret } from './secret.ts'

/**
 * The gate from recorded fields to typed settings: reads the normalized fields of one block. A required field that is absent and
 * a value of another type throw InternalError, since `validate` and normalization come before.
 */
export class FieldReader {
  readonly #values: FieldValues

  constructor(values: FieldValues) {
    this.#values = values
  }

  /** Whether the field has a value. */
  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null
  }

  text(name: string): string | undefined {
    return this.#read(name, (value) => (typeof value === 'string' ? value : undefined))
  }

  requiredText(name: string): string {
    return this.text(name) ?? failed(name)
  }

  /** A text that is secret, in clear. */
  secret(name: string): string | undefined {
    return this.#read(name, (value) => {
      const clear = value instanceof Secret ? value.reveal() : value
      return typeof clear === 'string' ? clear : undefined
    })
  }

  /** A credential from the field `name`, or where the fields `<name>_file` and `<name>_env` say; at most one of them is set. */
  credential(name: string): CredentialReference | undefined {
    const path = this.text(`${name}_file`)
    if (path !== undefined) return { from: 'file', path }
    const variable = this.text(`${name}_env`)
    if (variable !== undefined) return { from: 'environment', variable }
    const text = this.secret(name)
    return text === undefined ? undefined : { from: 'value', text }
  }

  number(name: string): number | undefined {
    return this.#read(name, (value) => (typeof value === 'number' ? value : undefined))
  }

  requiredNumber(name: string): number {
    return this.number(name) ?? failed(name)
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
  return isBlock(value) ? value : undefined
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function failed(name: string): never {
  throw wrong(name)
}

function wrong(name: string): InternalError {
  return new InternalError(`Cannot read the setting "${name}": it was not normalized`)
}
