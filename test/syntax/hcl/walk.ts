import type { SourceRange } from '../../../src/model/source-range.ts'

/** Anything of a document that knows where it stands. */
export interface Placed {
  readonly range: SourceRange
  readonly [key: string]: unknown
}

export interface Visit {
  readonly node: Placed
  readonly parent: Placed | undefined
}

/** Every node under `root`, parents before their children, in the order of their properties. */
export function* walk(root: unknown, parent?: Placed): Generator<Visit> {
  if (root === null || typeof root !== 'object') return
  const node = isPlaced(root) ? root : undefined
  if (node !== undefined) yield { node, parent }
  for (const child of Object.values(root)) yield* walk(child, node ?? parent)
}

function isPlaced(value: object): value is Placed {
  return 'range' in value
}
