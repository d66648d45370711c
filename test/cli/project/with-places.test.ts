import test from 'ava'
import { withPlaces } from '../../../src/cli/project/with-places.ts'
import type { DesiredResource } from '../../../src/model/desired-resource.ts'
import type { SourceRange } from '../../../src/model/source-range.ts'

const at = (line: number): SourceRange => ({
  file: 'main.strm.hcl',
  start: { line, column: 1, byte: 0 },
  end: { line, column: 2, byte: 1 },
})

function stream(label: string, range: SourceRange, key?: string): DesiredResource {
  const address = { kind: 'stream', label, ...(key === undefined ? {} : { key }) } as const
  return { address, kind: 'stream', fields: {}, dependencies: [], preventDestroy: false, range, fieldRanges: {} }
}

const problem = {
  severity: 'error',
  code: 'STRM2301',
  summary: 'Topic does not exist',
  detail: 'There is none.',
} as const

test('withPlaces() tells where the resource is declared that something happened to', (t) => {
  const given = { ...problem, address: 'stream.b' }
  t.deepEqual(withPlaces([given], [stream('a', at(1)), stream('b', at(7))]), [{ ...given, range: at(7) }])
})

test('withPlaces() leaves instances, places that are known, and what is of no resource', (t) => {
  const given = [
    { ...problem, address: 'stream.b["eu"]' },
    { ...problem, address: 'stream.a', range: at(3) },
    { ...problem, address: 'stream.gone' },
    problem,
  ]
  t.deepEqual(withPlaces(given, [stream('a', at(1)), stream('b', at(7), 'eu')]), given)
})
