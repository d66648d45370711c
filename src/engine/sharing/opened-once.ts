import type { FieldValues } from '../../model/fields.ts'
import { sameValue } from '../../model/same-value.ts'

/** What is opened: equal variant and settings are one thing. */
export interface Source {
  readonly variant: string
  readonly settings: FieldValues
}

interface Shared<Value> {
  readonly source: Source
  readonly value: Promise<Value>
  users: number
}

/** Opens once what several of a process use at the same time. */
export class OpenedOnce<Value> {
  readonly #shared = new Set<Shared<Value>>()

  /** `leave` says whether this user was the last, who has to close it. Rejects as `open` does; the next one tries anew. */
  async enter(
    source: Source,
    open: () => Promise<Value>,
  ): Promise<{ readonly value: Value; readonly leave: () => boolean }> {
    const shared = [...this.#shared].find((each) => isSame(each.source, source)) ?? { source, value: open(), users: 0 }
    this.#shared.add(shared)
    shared.users++
    const leave = (): boolean => --shared.users === 0 && this.#shared.delete(shared)
    try {
      return { value: await shared.value, leave }
    } catch (error) {
      this.#shared.delete(shared)
      throw error
    }
  }
}

function isSame(one: Source, other: Source): boolean {
  return one.variant === other.variant && sameValue(one.settings, other.settings)
}
