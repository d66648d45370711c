import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import test from 'ava'
import { parse } from 'yaml'
import { jsonSchema } from '../../../src/desired/schema/json-schema.ts'
import { STATE_STORES } from '../../../src/state/stores/catalogue.ts'
import { CONTEXT, KINDS } from '../read-files.ts'

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples')

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(jsonSchema(KINDS, CONTEXT, STATE_STORES))

const examples = (await readdir(EXAMPLES)).toSorted()

for (const name of examples) {
  test(`jsonSchema() accepts the example "${name}"`, async (t) => {
    const text = await readFile(join(EXAMPLES, name, 'yaml', 'main.strm.yaml'), 'utf8')
    t.true(validate(parse(text)), JSON.stringify(validate.errors))
  })
}

const judges = test.macro({
  exec: (t, text: string, accepted: boolean) => t.is(validate(parse(text)), accepted, JSON.stringify(validate.errors)),
  title: (_, text: string, accepted: boolean) => `jsonSchema() ${accepted ? 'accepts' : 'refuses'} ${text}`,
})

test(judges, 'streams: { demo: }', true)
test(judges, 'streams: { demo: { directory: { path: x, partitions: "${var.n}" } } }', true)
test(judges, 'streams: { demo: { directory: { path: x, partitions: 0 } } }', false)
test(judges, 'streams: { demo: { directory: { pth: x } } }', false)
test(judges, 'streams: { demo: { directory: { path: x }, kafka: { bootstrap_servers: [a], topic: t } } }', false)
test(judges, 'streams: { demo: { kafka: { topic: t } } }', false)
test(judges, 'streams: { "my stream": {} }', false)
test(judges, 'stream: { demo: {} }', false)
test(judges, 'batch_exporters: { a: { stream: demo, interval: 60 } }', false)
test(judges, 'batch_exporters: { a: { stream: demo, interval: 60s, max_object_bytes: 64MiB } }', true)
test(judges, 'batch_exporters: { a: { stream: demo, on_invalid_record: "${var.x}" } }', true)
test(judges, 'batch_exporters: { a: { stream: demo, on_invalid_record: ignore } }', false)
test(judges, 'strmctl: { required_version: ">= 0.1", state: { local: { path: x } } }', true)
test(judges, 'strmctl: { state: { local: } }', true)
test(judges, 'strmctl: { state: { local: { pth: x } } }', false)
test(judges, 'strmctl: { state: { locally: {} } }', false)
test(judges, 'strmctl: { state: {} }', false)
