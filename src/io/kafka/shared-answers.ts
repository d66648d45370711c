import { abortable } from './abortable.ts'

/** Answers by key, remembered; those who ask for the same at the same time share one question. Errors are not remembered. */
export class SharedAnswers<T> {
  readonly #ask: (key: string) => Promise<T>
  readonly #known = new Map<string, T>()
  readonly #asked = new Map<string, Promise<T>>()

  constructor(ask: (key: string) => Promise<T>) {
    this.#ask = ask
  }

  /** `fresh`: what was remembered is not good enough. A question on its way is: it was asked because somebody needed it fresh. */
  async get(
    key: string,
    { signal, fresh }: { readonly signal: AbortSignal | undefined; readonly fresh?: boolean },
  ): Promise<T> {
    signal?.throwIfAborted()
    const known = this.#known.get(key)
    if (known !== undefined && fresh !== true) return known
    return abortable(this.#asked.get(key) ?? this.#start(key), signal)
  }

  #start(key: string): Promise<T> {
    const answer = this.#remember(key)
    this.#asked.set(key, answer)
    return answer
  }

  async #remember(key: string): Promise<T> {
    try {
      // What is begun here must be on the list before it ends.
      await Promise.resolve()
      const answer = await this.#ask(key)
      this.#known.set(key, answer)
      return answer
    } finally {
      this.#asked.delete(key)
    }
  }
}
