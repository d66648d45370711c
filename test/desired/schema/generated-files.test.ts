import { join } from 'node:path'
import test from 'ava'
import { jsonSchema } from '../../../src/desired/schema/json-schema.ts'
import { referenceText } from '../../../src/desired/schema/reference.ts'
import { matchesGolden } from '../../golden.ts'
import { STATE_STORES } from '../../../src/state/stores/catalogue.ts'
import { CONTEXT, KINDS } from '../read-files.ts'

const SCHEMAS = join(import.meta.dirname, '..', '..', '..', 'schemas')

test('schemas/strmctl.schema.json is what jsonSchema() makes of the declared fields', async (t) => {
  await matchesGolden(
    t,
    join(SCHEMAS, 'strmctl.schema.json'),
    `${JSON.stringify(jsonSchema(KINDS, CONTEXT, STATE_STORES), null, 2)}\n`,
  )
})

test('schemas/reference.md is what referenceText() makes of the declared fields', async (t) => {
  await matchesGolden(t, join(SCHEMAS, 'reference.md'), referenceText(KINDS, CONTEXT, STATE_STORES))
})
