import type {
  CheckStep,
  Connector,
  CreateOutcome,
  HeadOutcome,
  StoredObject,
  StoredMetadata,
} from '../../src/model/connector.ts'
import { SinkError } from '../../src/model/connector.ts'
import { abortable, LinkError } from './link.ts'
import type { Link } from './link.ts'

export interface MemoryObject {
  readonly place: string
  readonly key: string
  readonly body: Uint8Array
  readonly metadata: StoredMetadata
}

/** Places for objects in memory, shared by all clients, with everything that was ever created. */
export class MemoryStore {
  readonly #objects = new Map<string, MemoryObject>()
  readonly created: MemoryObject[] = []
  headAllowed = true

  get objects(): readonly MemoryObject[] {
    return [...this.#objects.values()]
  }

  get(place: string, key: string): MemoryObject | undefined {
    return this.#objects.get(`${place}/${key}`)
  }

  /** Copies the body only now: memory that was given back too early shows. */
  create(place: string, { key, body, metadata }: StoredObject): CreateOutcome {
    if (this.get(place, key) !== undefined) return 'exists'
    const object = { place, key, body: Buffer.concat(body), metadata }
    this.#objects.set(`${place}/${key}`, object)
    this.created.push(object)
    return 'created'
  }

  head(place: string, key: string): HeadOutcome {
    if (!this.headAllowed) return { outcome: 'forbidden' }
    const object = this.get(place, key)
    if (object === undefined) return { outcome: 'absent' }
    return { outcome: 'found', metadata: object.metadata, size: object.body.length }
  }

  /** Somebody moves or deletes it. */
  delete({ place, key }: MemoryObject): void {
    this.#objects.delete(`${place}/${key}`)
  }

  connector(place: string, link: Link, limits: Connector['limits'] = S3_LIMITS): Connector {
    return new MemoryConnector({ store: this, place, link, limits })
  }
}

/** Half of it leaves the process before the store has any: memory that is not its own any more when a copy of the rest is made. */
function sendHalf({ onSent, ...object }: StoredObject): StoredObject {
  if (onSent === undefined) return object
  const half = Math.ceil(object.body.length / 2)
  const sent = object.body.slice(0, half).map((chunk) => Uint8Array.from(chunk))
  onSent(sent.reduce((sum, { length }) => sum + length, 0))
  return { ...object, body: [...sent, ...object.body.slice(half)] }
}

export const S3_LIMITS = { keyBytes: 1024, metadataBytes: 2048 }

interface MemoryConnectorParts {
  readonly store: MemoryStore
  readonly place: string
  readonly link: Link
  readonly limits: Connector['limits']
}

class MemoryConnector implements Connector {
  readonly #parts: MemoryConnectorParts

  constructor(parts: MemoryConnectorParts) {
    this.#parts = parts
  }

  get limits(): Connector['limits'] {
    return this.#parts.limits
  }

  get place(): string {
    return this.#parts.place
  }

  get sink(): Connector['sink'] {
    const { store, place } = this.#parts
    return {
      create: (object, signal) => {
        const sending = sendHalf(object)
        return this.#call('create', () => store.create(place, sending), signal)
      },
      head: (key, signal) => this.#call('head', () => store.head(place, key), signal),
    }
  }

  async *check(_prefix: string, signal: AbortSignal): AsyncIterable<CheckStep> {
    await this.#call('check', () => undefined, signal)
    yield { step: 'write', outcome: 'passed' }
  }

  async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    const { store, place } = this.#parts
    const found = store.objects.filter((object) => object.place === place && object.key.startsWith(prefix))
    for (const { key, body } of found.toSorted((a, b) => (a.key < b.key ? -1 : 1))) yield { key, size: body.length }
  }

  async *read(key: string): AsyncIterable<Uint8Array> {
    const object = this.#parts.store.get(this.#parts.place, key)
    if (object === undefined) throw new SinkError('unknown', `No object "${key}"`)
    yield object.body
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #call<T>(operation: string, effect: () => T, signal: AbortSignal): Promise<T> {
    try {
      return await abortable(this.#parts.link.call(operation, effect), signal)
    } catch (error) {
      if (error instanceof LinkError) throw new SinkError('unavailable', error.message, { cause: error })
      throw error
    }
  }
}
