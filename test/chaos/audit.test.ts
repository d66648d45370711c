import test from 'ava'
import { audit, complaintsOf, numberedValue, tinyValue } from './audit.ts'

const value = (partition: number, sequence: number): string => numberedValue({ partition, sequence })
const STREAM = [value(0, 0), value(0, 1), value(1, 0)]

const audits = test.macro({
  title: (title) => `audit() ${title ?? ''}`,
  // oxlint-disable-next-line max-params -- a row of the table
  exec: async (
    t,
    objects: readonly (readonly string[])[],
    complaints: readonly string[],
    stream: readonly string[] = STREAM,
  ) => {
    t.deepEqual(complaintsOf(await audit(each(stream), each(objects))), complaints)
  },
})

test('has nothing to say when each record is there once', audits, [[value(0, 0), value(1, 0)], [value(0, 1)]], [])
test('finds a lost record', audits, [[value(0, 0), value(1, 0)]], ['lost 1: 0:1'])
test(
  'finds one of two equal records that is lost',
  audits,
  [[value(0, 0), value(1, 0)], [value(0, 1)]],
  ['lost 1: 0:0'],
  [...STREAM, value(0, 0)],
)
test('finds a doubled record', audits, [STREAM, [value(0, 1)]], ['doubled 1: 0:1'])
test('finds a record nobody wrote', audits, [STREAM, [value(2, 7)]], ['strange 1: 2:7'])
test('knows the short form', audits, [[tinyValue({ partition: 0, sequence: 0 })], STREAM.slice(1)], [])
test('finds records out of order', audits, [[value(0, 1), value(0, 0), value(1, 0)]], ['disordered 1: 0:0'])

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const one of values) yield await Promise.resolve(one)
}
