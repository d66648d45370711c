import { mkdir, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { CheckStep, Connector } from '../../../src/model/connector.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { listObjects } from '../../../src/connectors/local-directory/list.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { newObject } from '../new-object.ts'
import { openConnector } from '../open-connector.ts'

const never = new AbortController().signal

async function prepare(t: ExecutionContext): Promise<{ readonly root: string; readonly connector: Connector }> {
  const root = join(await temporaryDirectory(t), 'out')
  const connector = await openConnector('local_directory', { path: root })
  await runCheck(connector)
  return { root, connector }
}

async function runCheck(connector: Connector, prefix = ''): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = []
  for await (const step of connector.check(prefix, never)) steps.push(step)
  return steps
}

const refused = test.macro({
  async exec(t, key: string) {
    const { root, connector } = await prepare(t)
    const before = await readdir(dirname(root), { recursive: true })
    const error = await t.throwsAsync(connector.sink.create(newObject(key, 'x\n'), never), { instanceOf: SinkError })
    t.is(error.reason, 'invalid')
    t.deepEqual(await readdir(dirname(root), { recursive: true }), before)
  },
  title: (name = '') => `create() refuses a key ${name}`,
})

test('that leads out of the directory', refused, '../outside.jsonl')
test('that leads out of the directory in the middle', refused, 'a/../../outside.jsonl')
test('that is absolute', refused, '/etc/outside.jsonl')
test('with a dot as part', refused, 'a/./b.jsonl')
test('with an empty part', refused, 'a//b.jsonl')
test('with a slash at its end', refused, 'a/')
test('that is empty', refused, '')
test('among our own files', refused, '.strmctl/a.jsonl')
test('like a file that is being written', refused, 'a/.strmctl-1-1.tmp')
test('with a zero byte', refused, 'a\0b.jsonl')
test('that is not Unicode', refused, 'a\ud800b.jsonl')
test('with a part of more than 255 bytes', refused, `a/${'é'.repeat(128)}`)
test('of more than 3072 bytes', refused, 'a/'.repeat(1600) + 'b')

test('create() keeps the metadata of a loser apart from the object of the winner', async (t) => {
  const { root, connector } = await prepare(t)
  await connector.sink.create(newObject('key', 'winner\n', { batch: 'w' }), never)
  t.is(await connector.sink.create(newObject('key', 'losers\n', { batch: 'l' }), never), 'exists')
  t.is((await readdir(join(root, '.strmctl', 'key'))).length, 2)
  t.deepEqual(await connector.sink.head('key', never), { outcome: 'found', metadata: { batch: 'w' }, size: 7 })
})

test('head() gives no metadata of an object that is not the one it was written for', async (t) => {
  const { root, connector } = await prepare(t)
  await connector.sink.create(newObject('key', 'ours\n', { batch: 'b' }), never)
  await rm(join(root, 'key'))
  await writeFile(join(root, 'key'), 'else\n')
  t.deepEqual(await connector.sink.head('key', never), { outcome: 'found', metadata: {}, size: 5 })
})

test('head() passes over a damaged candidate', async (t) => {
  const { root, connector } = await prepare(t)
  await connector.sink.create(newObject('key', 'ours\n', { batch: 'b' }), never)
  await writeFile(join(root, '.strmctl', 'key', 'a.json'), '{"version":1,"size":5')
  t.deepEqual(await connector.sink.head('key', never), { outcome: 'found', metadata: { batch: 'b' }, size: 5 })
})

test('create() writes the metadata before the object has its name', async (t) => {
  const { root, connector } = await prepare(t)
  await mkdir(join(root, 'key'))
  await connector.sink.create(newObject('key', 'x\n', { batch: 'b' }), never).catch(() => {})
  const [name = ''] = await readdir(join(root, '.strmctl', 'key'))
  t.regex(name, /^b\.[0-9a-f]{16}\.json$/)
  t.like(JSON.parse(await readFile(join(root, '.strmctl', 'key', name), 'utf8')), { size: 2, metadata: { batch: 'b' } })
})

test('create() leaves no temporary files', async (t) => {
  const { root, connector } = await prepare(t)
  await connector.sink.create(newObject('events/key', 'x\n'), never)
  await connector.sink.create(newObject('events/key', 'y\n'), never)
  t.deepEqual(await readdir(join(root, 'events')), ['key'])
})

test('create() says that a directory is in the place of an object', async (t) => {
  const { root, connector } = await prepare(t)
  await mkdir(join(root, 'key'))
  const created = connector.sink.create(newObject('key', 'x\n'), never).then(() => connector.sink.head('key', never))
  t.is((await t.throwsAsync(created, { instanceOf: SinkError })).reason, 'conflict')
})

test('create() says that a file is in the place of a directory', async (t) => {
  const { root, connector } = await prepare(t)
  await writeFile(join(root, 'events'), '')
  const created = connector.sink.create(newObject('events/key', 'x\n'), never)
  t.is((await t.throwsAsync(created, { instanceOf: SinkError })).reason, 'conflict')
})

test('create() does not make the directory again, check() does', async (t) => {
  const { root, connector } = await prepare(t)
  await rename(root, `${root}.away`)
  const created = connector.sink.create(newObject('key', 'x\n'), never)
  t.is((await t.throwsAsync(created, { instanceOf: SinkError })).reason, 'missing-place')
  await t.throwsAsync(stat(root))
  t.deepEqual(
    (await runCheck(connector)).map(({ outcome }) => outcome),
    ['passed', 'passed', 'passed'],
  )
  t.is(await connector.sink.create(newObject('key', 'x\n'), never), 'created')
})

test('check() names its steps', async (t) => {
  const { connector } = await prepare(t)
  t.deepEqual(
    (await runCheck(connector, 'events')).map(({ step }) => step),
    ['directory exists or is created', 'write test object', 'remove test object'],
  )
})

const failedCheck = test.macro({
  async exec(t, spoil: (root: string) => Promise<unknown>, expected: { readonly step: string; readonly code: string }) {
    const root = join(await temporaryDirectory(t), 'out')
    await spoil(root)
    const last = (await runCheck(await openConnector('local_directory', { path: root }), 'events')).at(-1)
    t.is(last?.outcome, 'failed')
    t.is(last?.step, expected.step)
    if (last?.outcome === 'failed') t.is(last.diagnostic.code, expected.code)
  },
  title: (name = '') => `check() ends at ${name}`,
})

test('a file in the place of the directory', failedCheck, (root) => writeFile(root, ''), {
  step: 'directory exists or is created',
  code: 'STRM2501',
})
test(
  'a file above the directory',
  failedCheck,
  async (root) => {
    await rm(dirname(root), { recursive: true })
    await writeFile(dirname(root), '')
  },
  { step: 'directory exists or is created', code: 'STRM2501' },
)
test(
  'a file in the place of the prefix',
  failedCheck,
  async (root) => {
    await mkdir(root)
    await writeFile(join(root, 'events'), '')
  },
  { step: 'write test object', code: 'STRM2505' },
)

test('place is the directory without symbolic links', async (t) => {
  const parent = await temporaryDirectory(t)
  await mkdir(join(parent, 'real'))
  await symlink('real', join(parent, 'link'))
  const connector = await openConnector('local_directory', { path: join(parent, 'link', 'out') })
  t.is(connector.place, join(parent, 'real', 'out'))
})

test('list() reads a directory of more names than it holds at once', async (t) => {
  const { root } = await prepare(t)
  const names = Array.from({ length: 100 }, (_, number) => `object-${String(number).padStart(3, '0')}`)
  for (const name of names) await writeFile(join(root, name), name)
  const listed: string[] = []
  for await (const { key } of listObjects(root, '', { signal: never, namesAtOnce: 7 })) listed.push(key)
  t.deepEqual(listed, names)
})

test('list() follows symbolic links to directories, but not back to one above', async (t) => {
  const { root, connector } = await prepare(t)
  await mkdir(join(root, '..', 'elsewhere'))
  await writeFile(join(root, '..', 'elsewhere', 'one'), '')
  await symlink('../elsewhere', join(root, 'linked'))
  await symlink('..', join(root, '..', 'elsewhere', 'back'))
  await symlink('../out', join(root, '..', 'elsewhere', 'top'))
  await writeFile(join(root, '.strm_test_1.jsonl'), '')
  const listed: string[] = []
  for await (const { key } of connector.list('linked', never)) listed.push(key.split('/').slice(0, 3).join('/'))
  t.true(listed.includes('linked/one'))
  t.true(listed.length < 10)
})
