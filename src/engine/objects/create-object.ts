import type { Connector, StoredObject } from '../../model/connector.ts'
import type { Revision } from '../../model/export-job.ts'
import type { ObjectMetadata } from '../../model/object-metadata.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { SinkError } from '../../model/connector.ts'
import { decodeMetadata } from '../../model/stored-metadata.ts'
import { FOREIGN_OBJECT, IDENTITY_UNCHECKED } from '../diagnostics.ts'
import { BodyReleased } from './body-released.ts'
import { RejoinNeeded } from '../membership/rejoin-needed.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import type { Exporter } from '../exporter.ts'
import type { BatchObject } from './build-objects.ts'

/** How the objects of a batch are created: its announcement is on record for all its partitions. */
export interface Creation {
  readonly revision: Revision
  readonly batch: string
  /**
   * Called with how many bytes of the body of the events, from the beginning on, have left the process: whether memory of some is gone. A further attempt
   * rejects with BodyReleased then.
   */
  readonly releaseFirst?: ((bytes: number) => boolean) | undefined
  /** A fresh sign that the generation is still current (rule 10). */
  readonly heartbeat: () => Promise<boolean>
  readonly signal: AbortSignal
  /** Called before each further attempt. */
  readonly onRetry?: () => void
}

/** What became of a creation. */
export interface CreationResult {
  /** `created` also where an attempt of ours may have made it whose answer was lost. */
  readonly outcome: 'created' | 'exists'
  /** The first attempt was answered, so nothing can still be reading the body. */
  readonly clean: boolean
  /** What the object that was there says of itself, where that may be read. */
  readonly found?: ObjectMetadata
}

/** Step 3: create-only, tried for ever while the generation lasts. An object that is there counts only when it is ours. */
export async function createObject(
  exporter: Exporter,
  object: BatchObject,
  creation: Creation,
): Promise<CreationResult> {
  let clean = true
  const body = new BodyOnce(object, creation.releaseFirst)
  const connector = await exporter.connectors.open(creation.revision, creation.signal)
  const what = `write "${object.key}" to ${connector.place}`
  const onRetry = () => {
    clean = false
    creation.onRetry?.()
  }
  return retryUntilDone(exporter, { what, signal: creation.signal, onRetry }, async () => {
    if (!(await creation.heartbeat())) throw new RejoinNeeded('the membership was lost', { fresh: false })
    const outcome = await connector.sink.create(body.object(), creation.signal)
    if (outcome === 'created') return { outcome, clean }
    const found = await confirmOurs(exporter, connector, { key: object.key, ...creation })
    return { outcome: clean ? outcome : 'created', clean, ...(found === undefined ? {} : { found }) }
  })
}

/** An object, as long as nothing of its body is gone. After the first attempt it is kept: that one may still be sending it. */
class BodyOnce {
  readonly #object: BatchObject
  readonly #releaseFirst: Creation['releaseFirst']
  #attempts = 0
  #isGone = false

  constructor(object: BatchObject, releaseFirst: Creation['releaseFirst']) {
    this.#object = object
    this.#releaseFirst = object.isInPlace && object.says.role === 'lines' ? releaseFirst : undefined
  }

  object(): StoredObject {
    const releaseFirst = this.#releaseFirst
    if (this.#isGone) throw new BodyReleased(this.#object.key)
    if (++this.#attempts > 1 || releaseFirst === undefined) return this.#object
    return {
      ...this.#object,
      onSent: (bytes) => {
        if (this.#attempts === 1) this.#isGone = releaseFirst(bytes) || this.#isGone
      },
    }
  }
}

interface WantedObject {
  readonly key: string
  readonly batch: string
  readonly signal: AbortSignal
}

/** Whether our batch is at the key; stops the exporter where somebody else's is. */
export async function findOurs(
  exporter: Exporter,
  connector: Connector,
  { key, batch, signal }: WantedObject,
): Promise<ObjectMetadata | 'absent' | 'forbidden'> {
  const head = await connector.sink.head(key, signal)
  if (head.outcome !== 'found') return head.outcome
  const metadata = decodeMetadata(head.metadata)
  if (metadata?.uid === exporter.job().uid && metadata.batch === batch) return metadata
  throw foreignObject(key, connector.place)
}

async function confirmOurs(
  exporter: Exporter,
  connector: Connector,
  { key, batch, signal }: WantedObject,
): Promise<ObjectMetadata | undefined> {
  const found = await findOurs(exporter, connector, { key, batch, signal })
  if (found === 'absent') throw new SinkError('conflict', 'The object was reported to exist and is not there')
  if (found !== 'forbidden') return found
  exporter.warnOnce(
    diagnose(IDENTITY_UNCHECKED, {
      detail: `"${key}" was there already in ${connector.place}, and its metadata may not be read. It is taken for ours; allow reading it to have this checked.`,
    }),
  )
  return undefined
}

function foreignObject(key: string, place: string): DiagnosedError {
  return new DiagnosedError([
    diagnose(FOREIGN_OBJECT, {
      detail: `In ${place} the key "${key}" is taken by an object that this exporter did not write. Nothing was replaced. Move that object away, or give the exporter a path prefix of its own.`,
    }),
  ])
}
