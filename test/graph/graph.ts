import { buildGraph } from '../../src/graph/build-graph.ts'
import type { Graph, Need } from '../../src/graph/graph.ts'

/** `graphOf({ a: 'b c', b: '' })`: a needs b and c. Every need knows its place, one line per node. */
export function graphOf(needs: { readonly [id: string]: string }): Graph {
  return buildGraph(
    Object.entries(needs).map(([id, text], line) => ({
      id,
      dependsOn: text.split(' ').flatMap((need) => (need === '' ? [] : [needAt(need, line + 1)])),
    })),
  )
}

function needAt(id: string, line: number): Need {
  const position = { line, column: 1, byte: 0 }
  return { id, range: { file: 'main.hcl', start: position, end: position }, expression: `${id}.name` }
}
