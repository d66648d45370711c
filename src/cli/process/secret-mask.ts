import type { FieldValue } from '../../model/fields.ts'
import { Secret } from '../../model/secret.ts'

const MASK = '(sensitive value)'
/** Shorter ones would mask ordinary words; they are still never printed as values. */
const LEAST_LENGTH = 6

/**
 * The last line of defence: whatever is printed is searched for the secrets of this process, also inside names of files and
 * messages of libraries that were made from them.
 */
export class SecretMask {
  #pattern: RegExp | undefined
  readonly #texts = new Set<string>()

  /** Learns every secret within a value. */
  learn(value: FieldValue): void {
    const before = this.#texts.size
    this.#collect(value)
    if (this.#texts.size === before) return
    const longestFirst = [...this.#texts].toSorted((a, b) => b.length - a.length)
    this.#pattern = new RegExp(longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g')
  }

  apply(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, MASK)
  }

  /** Every text within data. */
  applyWithin<T>(value: T): T
  applyWithin(value: unknown): unknown {
    if (typeof value === 'string') return this.apply(value)
    if (Array.isArray(value)) return value.map((item: unknown) => this.applyWithin(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.applyWithin(item)]))
  }

  #collect(value: unknown): void {
    if (value instanceof Secret) return this.#remember(value.reveal())
    if (typeof value === 'object' && value !== null) Object.values(value).forEach((item) => this.#collect(item))
  }

  /** As it is and as it stands in JSON. */
  #remember(value: unknown): void {
    if (typeof value === 'object' && value !== null) return Object.values(value).forEach((item) => this.#remember(item))
    if (typeof value !== 'string' && typeof value !== 'number') return
    const text = String(value)
    if (text.length < LEAST_LENGTH) return
    this.#texts.add(text)
    this.#texts.add(JSON.stringify(text).slice(1, -1))
  }
}
