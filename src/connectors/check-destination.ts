import type { CheckStep, CreateOutcome, HeadOutcome, StoredObject } from '../model/connector.ts'
import { SinkError } from '../model/connector.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { diagnose } from '../model/diagnostic.ts'
import { IDENTITY_UNREADABLE, NOT_CREATE_ONLY, TEST_OBJECT_LEFT } from './diagnostics.ts'
import { explainFailure } from './explain-failure.ts'
import { testObjectKey } from './reserved-names.ts'
import { messageOf } from '../lib/message-of.ts'

/** What a destination supplies to its validation: which steps there are, and what their failures mean, is the same for all. */
export interface DestinationParts {
  readonly place: string
  /** What comes before an object can be written, each by its name: `reach the bucket`. Rejects with SinkError. */
  readonly approach: readonly { readonly step: string; readonly attempt: () => Promise<void> }[]
  /** Writes the empty test object. Rejects with SinkError. */
  readonly create: (object: StoredObject) => Promise<CreateOutcome>
  /** `uncertain`: some stores of this kind replace objects all the same, so it is tried. */
  readonly conditionalWrites: 'certain' | 'uncertain'
  /** Absent where the right to write includes reading metadata. */
  readonly head?: (key: string) => Promise<HeadOutcome>
  readonly remove: (key: string) => Promise<void>
  /** What to allow, as the place calls it: `"s3:GetObject"`. */
  readonly rights: { readonly head?: string; readonly remove: string }
}

export interface CheckRequest {
  readonly prefix: string
  readonly uuid: string
  readonly signal: AbortSignal
}

/**
 * The named validation steps of a destination, in order; ends after the first that failed. Only the right to create objects
 * is needed: a step that fails because another right is missing is a warning. Rejects only with the signal's reason.
 */
export async function* checkDestination(parts: DestinationParts, request: CheckRequest): AsyncIterable<CheckStep> {
  const object = testObject(testObjectKey(request.prefix, request.uuid))
  for (const attempt of [...approach(parts), ...STEPS.flatMap((step) => step(parts, object))]) {
    request.signal.throwIfAborted()
    const result = await tryStep(attempt, parts, request.signal)
    yield result
    if (result.outcome === 'failed') return
  }
}

interface Attempt {
  readonly step: string
  readonly attempt: () => Promise<unknown>
  /** A destination works also without this: the warning. Otherwise a failure ends the check. */
  readonly warning?: (why: string) => Diagnostic
}

function approach({ approach: steps }: DestinationParts): readonly Attempt[] {
  return steps
}

type Step = (parts: DestinationParts, object: StoredObject) => readonly Attempt[]

const STEPS: readonly Step[] = [
  function mayWrite({ create }, object) {
    return [{ step: 'write test object', attempt: () => create(object) }]
  },
  function conditionalWritesWork({ create, conditionalWrites, place }, object) {
    if (conditionalWrites === 'certain') return []
    const attempt = async (): Promise<void> => {
      if ((await create(object)) === 'created') throw new Replaced(place)
    }
    return [{ step: 'have a second test object refused', attempt }]
  },
  function mayReadMetadata({ head, place, rights }, { key }) {
    if (head === undefined) return []
    const warning = (why: string): Diagnostic =>
      diagnose(IDENTITY_UNREADABLE, {
        detail: `In "${place}" the metadata of objects may not be read (${why}). Exporters work, but take an object that exists already for their own. Allow ${rights.head ?? 'reading metadata'} to have that checked.`,
      })
    return [{ step: 'read metadata of test object', attempt: () => requireFound(head, key), warning }]
  },
  function mayRemove({ remove, rights }, { key }) {
    const warning = (why: string): Diagnostic =>
      diagnose(TEST_OBJECT_LEFT, {
        detail: `The empty test object "${key}" was written but cannot be removed again (${why}). It does no harm; remove it yourself, or allow ${rights.remove} there.`,
      })
    return [{ step: 'remove test object', attempt: () => remove(key), warning }]
  },
]

async function tryStep(
  { step, attempt, warning }: Attempt,
  { place }: DestinationParts,
  signal: AbortSignal,
): Promise<CheckStep> {
  try {
    await attempt()
    return { step, outcome: 'passed' }
  } catch (error) {
    signal.throwIfAborted()
    return warning === undefined
      ? { step, outcome: 'failed', diagnostic: explain(error, place) }
      : { step, outcome: 'warning', diagnostic: warning(messageOf(error)) }
  }
}

function explain(error: unknown, place: string): Diagnostic {
  if (error instanceof Replaced) return diagnose(NOT_CREATE_ONLY, { detail: error.message })
  return explainFailure(error instanceof SinkError ? error : new SinkError('unknown', messageOf(error)), place)
}

class Replaced extends Error {
  constructor(place: string) {
    super(
      `"${place}" created the same object twice, although the second request asked it to refuse that. Objects could be replaced there. Use a store that supports conditional writes.`,
    )
  }
}

async function requireFound(head: (key: string) => Promise<HeadOutcome>, key: string): Promise<void> {
  const { outcome } = await head(key)
  if (outcome !== 'found')
    throw new SinkError('permission', `Cannot read the metadata of the object "${key}": it is ${outcome}`)
}

function testObject(key: string): StoredObject {
  return { key, body: [], size: 0, metadata: {}, contentType: 'application/x-ndjson' }
}
