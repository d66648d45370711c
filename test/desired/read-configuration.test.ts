import test from 'ava'
import fc from 'fast-check'
import { formatAddress } from '../../src/model/address.ts'
import type { DesiredResource } from '../../src/model/desired-resource.ts'
import { Secret } from '../../src/model/secret.ts'
import type { Configuration, ConfigurationInput } from '../../src/desired/configuration.ts'
import { readFiles } from './read-files.ts'

function sound(files: Parameters<typeof readFiles>[0], parts?: Partial<ConfigurationInput>): Configuration {
  const configuration = readFiles(files, parts)
  const [problem] = configuration.diagnostics
  if (problem !== undefined) throw new Error(`${problem.summary}: ${problem.detail}`)
  return configuration
}

function hcl(text: string, parts?: Partial<ConfigurationInput>): readonly DesiredResource[] {
  return sound({ 'main.strm.hcl': text }, parts).resources
}

function addresses(resources: readonly DesiredResource[]): readonly string[] {
  return resources.map((resource) => formatAddress(resource.address))
}

const OUT = 'data_connector "out" {\n  local_directory { path = "out" }\n}\n'

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

test('readConfiguration() makes an instance for each key of for_each, in the order of keys', (t) => {
  const resources = hcl(
    'stream "demo" {\n  for_each = { us = 2, eu = 3 }\n  directory {\n    path = each.key\n    partitions = each.value\n  }\n}\n',
  )
  t.deepEqual(addresses(resources), ['stream.demo["eu"]', 'stream.demo["us"]'])
  t.deepEqual(
    resources.map((resource) => resource.fields['directory']),
    [
      { path: 'eu', partitions: 3 },
      { path: 'us', partitions: 2 },
    ],
  )
})

test('readConfiguration() takes a list of different texts for a set', (t) => {
  t.deepEqual(addresses(hcl('stream "demo" {\n  for_each = ["b", "a"]\n}\n')), ['stream.demo["b"]', 'stream.demo["a"]'])
  t.deepEqual(addresses(hcl('stream "demo" {\n  for_each = toset(["b", "a"])\n}\n')), [
    'stream.demo["a"]',
    'stream.demo["b"]',
  ])
})

test('readConfiguration() numbers the instances of count', (t) => {
  const resources = hcl('stream "demo" {\n  count = 2\n  name = "demo-${count.index + 1}"\n}\n')
  t.deepEqual(addresses(resources), ['stream.demo[0]', 'stream.demo[1]'])
  t.deepEqual(
    resources.map((resource) => resource.fields['name']),
    ['demo-1', 'demo-2'],
  )
  t.deepEqual(hcl('stream "demo" {\n  count = 0\n}\n'), [])
})

test('readConfiguration() lets an exporter for each instance of a stream depend on its own stream alone', (t) => {
  const resources = hcl(`
    stream "demo" {
      for_each = ["eu", "us"]
    }
    ${OUT}
    batch_exporter "events" {
      for_each       = stream.demo
      stream         = each.value
      data_connector = data_connector.out
      path_prefix    = "\${each.key}/\${stream.demo[each.key].name}"
    }
  `)
  const exporters = resources.filter((resource) => resource.kind === 'batch_exporter')
  t.deepEqual(
    exporters.map((resource) => [
      resource.fields['path_prefix'],
      resource.dependencies.map(({ on }) => formatAddress(on)),
    ]),
    [
      ['eu/demo-eu', ['stream.demo["eu"]', 'data_connector.out']],
      ['us/demo-us', ['stream.demo["us"]', 'data_connector.out']],
    ],
  )
})

test('readConfiguration() makes an edge of whatever is read of a resource, through locals too', (t) => {
  const resources = hcl(`
    locals {
      outer = local.inner
      inner = stream.demo.name
    }
    stream "demo" {}
    stream "direct" {
      name = "\${stream.demo.name}-copy"
    }
    stream "indirect" {
      name = "\${local.outer}-other"
    }
    stream "none" {}
  `)
  const edges = resources.map(({ address, dependencies }) => [
    formatAddress(address),
    ...dependencies.map(({ on, range }) => `${formatAddress(on)} ${range.start.line}`),
  ])
  t.deepEqual(edges, [
    ['stream.demo'],
    ['stream.direct', 'stream.demo 8'],
    ['stream.indirect', 'stream.demo 11'],
    ['stream.none'],
  ])
})

test('readConfiguration() gives references the fields that are filled in', (t) => {
  const [, connector] = hcl(
    'stream "a" {}\ndata_connector "b" {\n  local_directory { path = "${stream.a.directory.path}-${stream.a.name}" }\n}\n',
  )
  t.deepEqual(connector?.fields['local_directory'], { path: 'streams/a-a' })
})

test('readConfiguration() takes dependencies from depends_on, all instances where none is chosen', (t) => {
  const resources = hcl(
    'stream "a" {\n  count = 2\n}\nstream "b" {\n  depends_on = [stream.a]\n}\nstream "c" {\n  depends_on = [stream.a[1]]\n}\n',
  )
  t.deepEqual(
    resources.slice(2).map(({ dependencies }) => dependencies.map(({ expression }) => expression)),
    [['stream.a[0]', 'stream.a[1]'], ['stream.a[1]']],
  )
})

test('readConfiguration() reads lifecycle with expressions', (t) => {
  const [stream] = hcl(
    'variable "keep" {\n  default = true\n}\nstream "a" {\n  lifecycle {\n    prevent_destroy = var.keep\n  }\n}\n',
  )
  t.true(stream?.preventDestroy)
})

test('readConfiguration() evaluates a long chain of locals', (t) => {
  const count = 5000
  const locals = Array.from({ length: count }, (_, index) => `  l${index} = local.l${index + 1}\n`).join('')
  const [stream] = hcl(`locals {\n${locals}  l${count} = "end"\n}\nstream "a" {\n  name = local.l0\n}\n`)
  t.is(stream?.fields['name'], 'end')
})

const KAFKA = (password: string): string =>
  `stream "a" {\n  kafka {\n    bootstrap_servers = ["b:1"]\n    topic = "t"\n    sasl {\n      mechanism = "PLAIN"\n      username = var.user\n      password = ${password}\n    }\n  }\n}\n`

test('readConfiguration() wraps sensitive fields and whatever comes of sensitive variables', (t) => {
  const [stream] = hcl(`variable "user" {\n  default = "hunter"\n  sensitive = true\n}\n${KAFKA('"x"')}`)
  const kafka = stream?.fields['kafka'] as { readonly sasl: { readonly username: unknown; readonly password: unknown } }
  t.true(kafka.sasl.username instanceof Secret)
  t.true(kafka.sasl.password instanceof Secret)
  t.is(kafka.sasl.password instanceof Secret ? kafka.sasl.password.reveal() : undefined, 'x')
})

test('readConfiguration() tells where secrets are written, through locals and variables', (t) => {
  const main = `variable "user" {\n  default = "me"\n}\nvariable "salt" {\n  sensitive = true\n  default = "SALT"\n}\nlocals {\n  password = "PART-\${local.rest}"\n  rest = "REST"\n  other = "public"\n}\n${KAFKA('"${local.password}${var.salt}TAIL"')}`
  const { sensitiveRanges } = sound({ 'main.strm.hcl': main, 'strmctl.vars.hcl': 'salt = "GIVEN"\n' })
  const texts = sensitiveRanges.map(({ file, start, end }) => {
    const text = file === 'main.strm.hcl' ? main : 'salt = "GIVEN"\n'
    return Buffer.from(text).subarray(start.byte, end.byte).toString()
  })
  t.deepEqual([...new Set(texts)].toSorted(), ['"GIVEN"', '"REST"', '"SALT"', 'PART-', 'TAIL'])
})

test('readConfiguration() lets later sources of a variable win', (t) => {
  const main = 'variable "x" {\n  default = "default"\n}\nstream "a" {\n  name = var.x\n}\n'
  const name = (files: { readonly [file: string]: string }, parts?: Partial<ConfigurationInput>): unknown =>
    sound({ 'main.strm.hcl': main, ...files }, parts).resources[0]?.fields['name']
  const environment = { STRMCTL_VAR_x: 'environment' }
  const vars = { 'strmctl.vars.yaml': 'x: vars\n' }
  const auto = { ...vars, 'a.auto.vars.hcl': 'x = "auto-a"\n', 'b.auto.vars.yaml': 'x: auto-b\n' }
  const option = { option: 'var', name: 'x', value: 'option' } as const
  const file = { option: 'var-file', file: { name: 'prod.hcl', text: 'x = "file"\n' } } as const
  t.is(name({}), 'default')
  t.is(name({}, { environment }), 'environment')
  t.is(name(vars, { environment }), 'vars')
  t.is(name(auto, { environment }), 'auto-b')
  t.is(name(auto, { environment, commandLine: [option] }), 'option')
  t.is(name(auto, { environment, commandLine: [option, file] }), 'file')
  t.is(name(auto, { environment, commandLine: [file, option] }), 'option')
})

test('readConfiguration() reads text of the command line by the type of the variable', (t) => {
  const main = `variable "list" {\n  type = list(string)\n}\nvariable "number" {\n  type = number\n}\nvariable "text" {}\nstream "a" {\n  for_each = var.list\n  name = "\${each.key}-\${var.number + 1}-\${var.text}"\n}\n`
  const commandLine = [
    { option: 'var', name: 'list', value: '["a", "b"]' },
    { option: 'var', name: 'number', value: '4' },
    { option: 'var', name: 'text', value: '[x' },
  ] as const
  const names = readFiles({ 'main.strm.hcl': main }, { commandLine }).diagnostics.map(({ code }) => code)
  t.deepEqual(names, ['STRM1500', 'STRM1500'])
})

test('readConfiguration() fills in optional attributes and drops unknown ones of an object', (t) => {
  const main = `variable "o" {\n  type = object({ a = string, n = optional(number, 7), z = optional(string) })\n  default = { a = 1, extra = true }\n}\nstream "s" {\n  name = jsonencode(var.o) == jsonencode({ a = "1", n = 7, z = null }) ? "same" : "other"\n}\n`
  t.is(hcl(main)[0]?.fields['name'], 'same')
})

test('readConfiguration() leaves variables without a value unknown where validate asks for that', (t) => {
  const files = { 'main.strm.hcl': 'variable "x" {}\nstream "a" {\n  name = var.x\n  kafka { topc = var.x }\n}\n' }
  const codes = (missingValues: 'reported' | 'unknown'): readonly string[] =>
    readFiles(files, { missingValues }).diagnostics.map(({ code }) => code)
  t.deepEqual(codes('reported'), ['STRM1281', 'STRM1224', 'STRM1220'])
  t.deepEqual(codes('unknown'), ['STRM1224', 'STRM1220'])
})

test('readConfiguration() reads where the state is kept', (t) => {
  const state = (files: Parameters<typeof readFiles>[0]): unknown => sound(files).settings.state
  t.deepEqual(state({}), { place: 'local', path: 'state/strmctl.state.json' })
  t.deepEqual(
    state({ 'a.strm.hcl': 'strmctl {\n  required_version = "~> 0.1"\n  state "local" { path = "s.json" }\n}\n' }),
    {
      place: 'local',
      path: 's.json',
    },
  )
  t.deepEqual(state({ 'a.strm.yaml': 'strmctl: { state: { local: { path: s.json } } }\n' }), {
    place: 'local',
    path: 's.json',
  })
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
