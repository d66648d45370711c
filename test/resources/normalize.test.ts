import test from 'ava'
import type { FieldValues } from '../../src/model/fields.ts'
import { desire, type Configuration } from './desired.ts'
import { World } from './world.ts'

interface Row {
  readonly configuration: Configuration
  readonly address: string
  readonly fields: FieldValues
}

const gives = test.macro({
  exec: (t, { configuration, address, fields }: Row) => {
    const { resources } = desire(configuration, new World().deps())
    const found = resources[Object.keys(configuration).indexOf(address)]
    for (const [name, value] of Object.entries(fields)) t.deepEqual(found?.fields[name], value)
  },
  title: (title = '') => `normalize() ${title}`,
})

test('names a resource by its label', gives, {
  configuration: { 'stream.demo': {} },
  address: 'stream.demo',
  fields: { name: 'demo' },
})
test('names an instance by its label and key', gives, {
  configuration: { 'stream.demo["eu"]': {} },
  address: 'stream.demo["eu"]',
  fields: { name: 'demo-eu', memory: { path: 'streams/demo-eu', partitions: 1 } },
})
test('names an instance of count by its index', gives, {
  configuration: { 'stream.demo[0]': {} },
  address: 'stream.demo[0]',
  fields: { name: 'demo-0' },
})
test('keeps a name that is written', gives, {
  configuration: { 'stream.demo': { fields: { name: 'shop' } } },
  address: 'stream.demo',
  fields: { name: 'shop' },
})
test('makes a stream without a block an embedded one', gives, {
  configuration: { 'stream.demo': {} },
  address: 'stream.demo',
  fields: { memory: { path: 'streams/demo', partitions: 1 } },
})
test('fills what a block leaves out', gives, {
  configuration: { 'stream.demo': { fields: { memory: { partitions: 4 } } } },
  address: 'stream.demo',
  fields: { memory: { path: 'streams/demo', partitions: 4 } },
})
test('leaves a stream of another variant alone', gives, {
  configuration: { 'stream.demo': { fields: { other: { topic: 't' } } } },
  address: 'stream.demo',
  fields: { other: { topic: 't' } },
})
test('gives an exporter the only data connector', gives, {
  configuration: {
    'stream.demo': {},
    'batch_exporter.e': { fields: { stream: 'stream.demo' } },
    'data_connector.out': { fields: { place: { path: 'out' } } },
  },
  address: 'batch_exporter.e',
  fields: {
    data_connector: 'data_connector.out',
    interval: '60s',
    path_prefix: '',
    max_object_bytes: 64 * 1024 * 1024,
  },
})

test('normalize() makes the only data connector a dependency of the exporter', (t) => {
  const configuration = {
    'stream.demo': {},
    'data_connector.out': { fields: { place: { path: 'out' } } },
    'batch_exporter.e': { fields: { stream: 'stream.demo' } },
  }
  const { resources } = desire(configuration, new World().deps())
  t.deepEqual(
    resources[2]?.dependencies.map(({ expression }) => expression),
    ['stream.demo', 'data_connector.out'],
  )
})
