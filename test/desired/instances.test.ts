import test from 'ava'
import { formatAddress } from '../../src/model/address.ts'
import { OUT, addresses, hcl } from './sound.ts'

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
