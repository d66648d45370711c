import type { Address, ResourceKind } from './address.ts'
import type { FieldValues } from './fields.ts'
import type { SourceRange } from './source-range.ts'

/** Why a resource needs another one, and where that is written: the edges of the graph. */
export interface Dependency {
  readonly on: Address
  readonly range: SourceRange
  /** The expression as written, for cycle paths: `stream.demo`. */
  readonly expression: string
}

/** A resource as the configuration wants it: evaluated, checked, normalized. */
export interface DesiredResource {
  readonly address: Address
  readonly kind: ResourceKind
  readonly fields: FieldValues
  readonly dependencies: readonly Dependency[]
  readonly preventDestroy: boolean
  /** The block's header. */
  readonly range: SourceRange
  /** Ranges of field values by dotted path (`directory.path`), for checks that come later. */
  readonly fieldRanges: { readonly [path: string]: SourceRange }
}
