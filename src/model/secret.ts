import type { Plain } from './plain.ts'

const MASK = '(sensitive value)'

/**
 * A value that must never be seen: printing, JSON and template strings give a mask. Only encryption and the code that
 * finally uses it may call `reveal`.
 */
export class Secret {
  readonly #value: Plain

  constructor(value: Plain) {
    this.#value = value
  }

  /** The value in clear. Every caller is a place to review. */
  reveal(): Plain {
    return this.#value
  }

  toJSON(): string {
    return MASK
  }

  toString(): string {
    return MASK
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK
  }
}
