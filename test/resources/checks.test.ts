import test from 'ava'
import { Secret } from '../../src/model/secret.ts'
import { desire, type Configuration } from './desired.ts'
import { World } from './world.ts'

const stream = { 'stream.demo': {} }
const connector = { 'data_connector.out': { fields: { place: { path: 'out' } } } }
const other = { 'data_connector.b': { fields: { place: { path: 'b' } } } }
const exporter = { 'batch_exporter.e': { fields: { stream: 'stream.demo' } } }
const long = (letters: number): string => 'n'.repeat(letters)
const named = (name: string): Configuration => ({ 'stream.demo': { fields: { name } } })
const prefixed = (prefix: string): Configuration => ({
  ...stream,
  ...connector,
  'batch_exporter.e': { fields: { stream: 'stream.demo', path_prefix: prefix } },
})

const grouped = (group: string): Configuration => ({
  ...connector,
  ...exporter,
  'stream.demo': { fields: { other: { topic: 't', group } } },
})

interface Row {
  readonly configuration: Configuration
  /** `CODE address` of every diagnostic. */
  readonly found: readonly string[]
  readonly detail?: RegExp
}

const finds = test.macro({
  exec: (t, { configuration, found, detail }: Row) => {
    const { diagnostics } = desire(configuration, new World().deps())
    t.deepEqual(
      diagnostics.map(({ code, address }) => `${code} ${address}`),
      [...found],
    )
    for (const diagnostic of diagnostics) t.truthy(diagnostic.range)
    if (detail !== undefined) t.regex(diagnostics[0]?.detail ?? '', detail)
  },
  title: (title = '') => `the checks of resources ${title}`,
})

test('find nothing in a good configuration', finds, {
  configuration: { ...stream, ...connector, ...exporter },
  found: [],
})
test('find a name that begins with a dash', finds, { configuration: named('-a'), found: ['STRM1500 stream.demo'] })
test('find a name with a slash', finds, { configuration: named('a/b'), found: ['STRM1500 stream.demo'] })
test('find an empty name', finds, { configuration: named(''), found: ['STRM1500 stream.demo'] })
test('find a name of 101 characters', finds, { configuration: named(long(101)), found: ['STRM1500 stream.demo'] })
test('allow a name of 100 characters', finds, { configuration: named(long(100)), found: [] })
test('allow dots, dashes and digits in a name', finds, { configuration: named('0.a-B_9'), found: [] })
test('find a default name that its key spoils, and say where it comes from', finds, {
  configuration: { 'stream.demo["eu/west"]': {} },
  found: ['STRM1500 stream.demo["eu/west"]'],
  detail: /"demo-eu\/west".* made from the label and the key; set "name"/,
})
test('find a name that is used twice, with both places', finds, {
  configuration: { ...stream, 'stream.b': { fields: { name: 'demo' } } },
  found: ['STRM1501 stream.b'],
  detail: /already used by "stream.demo"/,
})
test('allow one name for resources of two kinds', finds, {
  configuration: { ...stream, 'data_connector.demo': { fields: { place: { path: 'x' } } } },
  found: [],
})
test('find a data connector without a variant', finds, {
  configuration: { 'data_connector.out': {} },
  found: ['STRM1502 data_connector.out'],
  detail: /Add one of these blocks: "place"/,
})
test('find a stream that is two things', finds, {
  configuration: { 'stream.demo': { fields: { memory: { path: 'p' }, other: { topic: 't' } } } },
  found: ['STRM1503 stream.demo'],
})
test('find an exporter that could mean two data connectors', finds, {
  configuration: { ...stream, ...connector, ...other, ...exporter },
  found: ['STRM1504 batch_exporter.e'],
  detail: /There are 2 data connectors: "data_connector.out", "data_connector.b"/,
})
test('find an exporter without any data connector', finds, {
  configuration: { ...stream, ...exporter },
  found: ['STRM1504 batch_exporter.e'],
  detail: /has no data connector/,
})
test('find a key that is too long for the store in bytes, not in characters', finds, {
  configuration: prefixed(`${'€'.repeat(80)}/${'€'.repeat(80)}/${'€'.repeat(80)}/${'€'.repeat(80)}/${'€'.repeat(12)}`),
  found: ['STRM1505 batch_exporter.e'],
  detail: /keys would have \d+ bytes and the store allows 1024/,
})
test('find a part of a key that is too long for a file name', finds, {
  configuration: prefixed('€'.repeat(86)),
  found: ['STRM1505 batch_exporter.e'],
  detail: /258 bytes and the store allows 255 between slashes/,
})
test('count with the longest list of partitions', finds, {
  configuration: {
    ...prefixed(Array.from({ length: 8 }, () => 'x'.repeat(85)).join('/')),
    'stream.demo': { fields: { memory: { partitions: 2000 } } },
  },
  found: ['STRM1505 batch_exporter.e'],
})
test('find two exporters whose keys could meet', finds, {
  configuration: {
    ...stream,
    ...connector,
    'data_connector.same': { fields: { place: { path: 'out' } } },
    'batch_exporter.e': { fields: { stream: 'stream.demo', data_connector: 'data_connector.out' } },
    'batch_exporter.f': { fields: { stream: 'stream.demo', data_connector: 'data_connector.same' } },
  },
  found: ['STRM1506 batch_exporter.f'],
  detail: /"batch_exporter.f" and "batch_exporter.e"/,
})
test('find an exporter that would write among the dead letters of another one', finds, {
  configuration: {
    ...stream,
    ...connector,
    'batch_exporter.e': {
      fields: { stream: 'stream.demo', path_prefix: 'x', on_invalid_record: 'dead_letter', dead_letter_prefix: 'bad' },
    },
    'batch_exporter.f': { fields: { stream: 'stream.demo', path_prefix: 'bad/x' } },
  },
  found: ['STRM1506 batch_exporter.f'],
})
test('allow two exporters of one stream below two prefixes', finds, {
  configuration: {
    ...prefixed('x'),
    'batch_exporter.f': { fields: { stream: 'stream.demo', path_prefix: 'y' } },
  },
  found: [],
})
test('find two exporters that would share a group', finds, {
  configuration: { ...grouped('g'), 'batch_exporter.f': { fields: { stream: 'stream.demo', path_prefix: 'y' } } },
  found: ['STRM1507 batch_exporter.f'],
  detail: /"batch_exporter.f" and "batch_exporter.e" .* group "g"/,
})
test('find two exporters of two streams that would share a group', finds, {
  configuration: {
    ...grouped('g'),
    'stream.b': { fields: { other: { topic: 'u', group: 'g' } } },
    'batch_exporter.f': { fields: { stream: 'stream.b' } },
  },
  found: ['STRM1507 batch_exporter.f'],
})
test('allow a group for a single exporter', finds, { configuration: grouped('g'), found: [] })
test('allow a sensitive value as credentials', finds, {
  configuration: {
    'data_connector.out': { fields: { place: { path: 'x', token: new Secret('x'), token_file: new Secret('y') } } },
  },
  found: [],
})
