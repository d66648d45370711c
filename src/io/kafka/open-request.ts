import { abortError } from './abortable.ts'
import { KafkaLostError } from './errors.ts'

interface OpenRequestOptions {
  readonly correlationId: number
  /** `Fetch to broker "host:port"`. */
  readonly subject: string
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
  /** Told also of a request that was given up: the broker owes its answer nevertheless. */
  readonly onTimeout: (error: KafkaLostError) => void
}

/** A request that was sent: waits for its answer, its time-out, its signal or the end of the connection. */
export class OpenRequest {
  readonly correlationId: number
  readonly subject: string
  /** The frame of the answer. */
  readonly answer: Promise<Buffer>
  readonly #signal: AbortSignal | undefined
  readonly #timer: NodeJS.Timeout
  #resolve: (frame: Buffer) => void = () => {}
  #reject: (error: Error) => void = () => {}

  constructor(options: OpenRequestOptions) {
    this.correlationId = options.correlationId
    this.subject = options.subject
    this.#signal = options.signal
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#signal?.addEventListener('abort', this.#giveUp, { once: true })
    this.#timer = setTimeout(() => {
      const error = new KafkaLostError(`No answer to ${options.subject} within ${options.timeoutMs} ms`)
      this.lose(error)
      options.onTimeout(error)
    }, options.timeoutMs)
  }

  complete(frame: Buffer): void {
    this.#release()
    this.#resolve(frame)
  }

  lose(error: KafkaLostError): void {
    this.#release()
    this.#reject(error)
  }

  readonly #giveUp = (): void => {
    if (this.#signal !== undefined) this.#reject(abortError(this.#signal))
  }

  #release(): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#giveUp)
  }
}
