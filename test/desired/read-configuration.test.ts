import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { Secret } from '../../src/model/secret.ts'
import type { Fields } from '../../src/model/fields.ts'
import { readFiles } from './read-files.ts'
import { OUT, addresses, hcl, sound } from './sound.ts'

test('readConfiguration() normalizes fields and fills in defaults', (t) => {
  const [, , exporter] = hcl(
    `stream "demo" {}\n${OUT}batch_exporter "a" {\n  stream = stream.demo\n  interval = "1m30s"\n  max_object_bytes = "1MiB"\n}\n`,
  )
  t.like(exporter?.fields, {
    stream: 'stream.demo',
    data_connector: 'data_connector.out',
    interval: '90s',
    max_object_bytes: 1_048_576,
    on_invalid_record: 'fail',
    name: 'a',
  })
})

test('readConfiguration() gives the place of every field that is written, by dotted path', (t) => {
  const [stream] = hcl('stream "demo" {\n  directory {\n    path = "x"\n  }\n}\n')
  t.deepEqual(Object.keys(stream?.fieldRanges ?? {}).toSorted(), ['directory', 'directory.path'])
  t.is(stream?.fieldRanges['directory.path']?.start.line, 3)
  t.is(stream?.range.start.line, 1)
})

test('readConfiguration() reads only files of the configuration, in the order of their names', (t) => {
  const { resources, sources } = sound({
    'b.strm.yaml': 'streams: { second: {} }\n',
    'docker-compose.yaml': 'services: { x: [ }\n',
    'a.strm.hcl': 'stream "first" {}\n',
    'c.strm.yml': 'streams: { third: {} }\n',
  })
  t.deepEqual(addresses(resources), ['stream.first', 'stream.second', 'stream.third'])
  t.deepEqual([...sources.keys()], ['a.strm.hcl', 'b.strm.yaml', 'c.strm.yml'])
})

test('readConfiguration() converts simple values as HCL does', (t) => {
  const [stream] = hcl('stream "demo" {\n  name = 5\n  directory {\n    path = true\n    partitions = "3"\n  }\n}\n')
  t.deepEqual(stream?.fields, { name: '5', directory: { path: 'true', partitions: 3 } })
})

test('readConfiguration() takes null for "not given"', (t) => {
  const [stream] = hcl('stream "demo" {\n  name = null\n  directory {\n    path = "x"\n    partitions = null\n  }\n}\n')
  t.deepEqual(stream?.fields, { name: 'demo', directory: { path: 'x', partitions: 1 } })
})

test('readConfiguration() reads where the state is kept', (t) => {
  t.deepEqual(state({}), { store: 'local', settings: { path: 'state/strmctl.state.json' } })
  t.deepEqual(
    state({ 'a.strm.hcl': 'strmctl {\n  required_version = "~> 0.1"\n  state "local" { path = "s.json" }\n}\n' }),
    { store: 'local', settings: { path: 's.json' } },
  )
  t.deepEqual(state({ 'a.strm.yaml': 'strmctl: { state: { local: { path: s.json } } }\n' }), {
    store: 'local',
    settings: { path: 's.json' },
  })
})

test('readConfiguration() decodes the state block by the declared fields of its store', (t) => {
  const fields: Fields = {
    key: { kind: 'field', value: { type: 'string' }, required: true, sensitive: true, doc: 'A secret.' },
    wait: { kind: 'field', value: { type: 'duration' }, default: '60s', doc: 'A duration.' },
  }
  const stateStores = { vault: { doc: 'For this test.', fields } }
  const read = (text: string) =>
    readFiles({ 'a.strm.hcl': `strmctl {\n  state "vault" {\n${text}\n  }\n}\n` }, { stateStores })
  const { settings, diagnostics, sensitiveRanges } = read('key = "s"\nwait = "1m30s"')
  t.deepEqual(diagnostics, [])
  t.deepEqual(settings.state?.settings, { key: new Secret('s'), wait: '90s' })
  t.deepEqual(
    sensitiveRanges.map(({ start }) => start.line),
    [3],
  )
  const wrong = read('wait = "1m"')
  t.is(wrong.settings.state, undefined)
  t.deepEqual(wrong.settings.mistakes, wrong.diagnostics)
  t.is(wrong.diagnostics[0]?.code, 'STRM1224')
})

test('readConfiguration() reads files and the environment through its host', (t) => {
  const files = {
    'main.strm.hcl': 'stream "a" {\n  name = "${file("name.txt")}-${env("REGION")}"\n}\n',
    'name.txt': 'n',
  }
  t.is(sound(files, { environment: { REGION: 'eu' } }).resources[0]?.fields['name'], 'n-eu')
})

test('readConfiguration() never throws, whatever the text, and says the same every time', (t) => {
  const words = [
    'stream',
    'batch_exporter',
    '"a"',
    '{',
    '}',
    '=',
    '\n',
    'for_each',
    '[',
    ']',
    'var.x',
    'local.a',
    'each.key',
    'interval',
    '"60s"',
    '${',
    ':',
    '  ',
    'streams:',
    'locals',
    'a',
    '5',
    'variable',
    'type',
    'depends_on',
    'stream.a',
  ]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...words), { maxLength: 40 }),
      fc.constantFrom('hcl', 'yaml'),
      (parts, language) => {
        const files = { [`main.strm.${language}`]: parts.join(' ') }
        const first = readFiles(files)
        t.is(JSON.stringify(readFiles(files)), JSON.stringify(first))
      },
    ),
    { numRuns: 300 },
  )
})

function state(files: Parameters<typeof readFiles>[0]): unknown {
  return sound(files).settings.state
}
