import test from 'ava'
import { FieldReader } from '../../src/model/field-reader.ts'
import { InternalError } from '../../src/model/internal-error.ts'
import { Secret } from '../../src/model/secret.ts'

const fields = new FieldReader({
  name: 'lake',
  size: 3,
  on: false,
  wait: '1.5s',
  list: ['a', 'b'],
  map: { a: '1' },
  block: { inner: 'x' },
  hidden: new Secret('hush'),
  nothing: null,
  key_file: 'key.json',
  token_env: 'TOKEN',
  password: new Secret('hush'),
})

test('FieldReader gives typed values', (t) => {
  t.is(fields.text('name'), 'lake')
  t.is(fields.requiredText('name'), 'lake')
  t.is(fields.number('size'), 3)
  t.is(fields.requiredNumber('size'), 3)
  t.is(fields.flag('on'), false)
  t.is(fields.milliseconds('wait'), 1500)
  t.deepEqual(fields.texts('list'), ['a', 'b'])
  t.deepEqual(fields.map('map'), { a: '1' })
  t.is(fields.block('block')?.text('inner'), 'x')
  t.is(fields.secret('hidden'), 'hush')
})

test('FieldReader takes null for a field that is not set', (t) => {
  t.false(fields.has('nothing'))
  t.true(fields.has('on'))
  t.is(fields.text('nothing'), undefined)
  t.is(fields.block('none'), undefined)
  t.deepEqual(fields.texts('none'), [])
})

test('FieldReader says where a credential is', (t) => {
  t.deepEqual(fields.credential('key'), { from: 'file', path: 'key.json' })
  t.deepEqual(fields.credential('token'), { from: 'environment', variable: 'TOKEN' })
  t.deepEqual(fields.credential('password'), { from: 'value', text: 'hush' })
  t.is(fields.credential('none'), undefined)
})

const refuses = test.macro({
  exec: (t, read: () => unknown) => t.throws(read, { instanceOf: InternalError, message: /was not normalized/ }),
  title: (name = '') => `FieldReader refuses ${name}`,
})
test('a required field that is absent', refuses, () => fields.requiredText('none'))
test('a number as text', refuses, () => fields.text('size'))
test('a secret as text', refuses, () => fields.text('hidden'))
test('a secret as a block', refuses, () => fields.block('hidden'))
test('text as a duration', refuses, () => fields.milliseconds('name'))
