import { CANCELLED } from '../../lib/linked-abort.ts'

/** Whether anything runs, or may run again, in any of the workers. One that died is started again: there is hope. */
export class SharedHope {
  readonly #count: number
  readonly #hopeless = new Set<number>()
  readonly #lost = new AbortController()

  constructor(count: number) {
    this.#count = count
  }

  /** Aborted once when every exporter of every worker has failed for good. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  note(worker: number, { isHopeless }: { readonly isHopeless: boolean }): void {
    if (isHopeless) this.#hopeless.add(worker)
    else this.#hopeless.delete(worker)
    if (this.#hopeless.size === this.#count) this.#lost.abort(CANCELLED)
  }
}
