import type { PendingOperation, RecordedResource, State } from '../model/state.ts'

/** What the state knows of one address. */
export interface KnownResource {
  /** As recorded, or what an interrupted create may have made in part. */
  readonly existing: RecordedResource
  /** What an earlier apply left half done. */
  readonly pending?: PendingOperation
}

/** Everything that is or may be outside because of us, in the state's order. */
export function knownResources(state: State | undefined): ReadonlyMap<string, KnownResource> {
  const known = new Map<string, KnownResource>()
  for (const existing of state?.resources ?? []) known.set(existing.address, { existing })
  for (const pending of state?.pending ?? []) {
    const existing = known.get(pending.address)?.existing ?? pending.resource
    known.set(pending.address, { existing, pending })
  }
  return known
}

/** Addresses that it needs, or needs when what is half done is counted too. */
export function needsOf({ existing, pending }: KnownResource): readonly string[] {
  return [...new Set([...existing.dependsOn, ...(pending?.resource.dependsOn ?? [])])]
}
