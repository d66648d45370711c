import type { SourceRange } from '../model/source-range.ts'

/** What a node needs: the edge of the graph and, where it is known, where and how it is written. */
export interface Need {
  readonly id: string
  readonly range?: SourceRange
  /** As written: `stream.demo`. */
  readonly expression?: string
}

/** Something that others may depend on: a resource by its address, a local by `local.name`. */
export interface GraphNode {
  readonly id: string
  readonly dependsOn: readonly Need[]
}

/**
 * Who needs whom. Ids are in declaration order; needs of ids that are no nodes are left out (they are somebody else's
 * diagnostic, or already applied), a need named twice counts once.
 */
export interface Graph {
  readonly ids: readonly string[]
  /** What each node waits for, by id; in the order in which it is written. */
  readonly needs: ReadonlyMap<string, readonly Need[]>
  /** Who waits for each node, by id; in declaration order. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>
}
