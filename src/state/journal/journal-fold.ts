import type { JournalContent } from '../../io/disk/fenced-journal.ts'
import type { StoredState } from '../document/stored-state.ts'
import { foldEntries, takeEntry } from './entries.ts'

/** The state that a journal tells, brought up to date with what was added since the last look. */
export class JournalFold {
  #at: { readonly segment: number; readonly state: StoredState; taken: number } | undefined

  /** The state; a later call may change the one that was given. */
  update({ segment, payloads }: JournalContent): StoredState {
    if (this.#at?.segment !== segment) this.#at = { segment, state: foldEntries(payloads), taken: payloads.length }
    for (; this.#at.taken < payloads.length; this.#at.taken++)
      takeEntry(this.#at.state, payloads[this.#at.taken] ?? null)
    return this.#at.state
  }
}
