import { access, appendFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import type { StreamActions } from '../../../src/model/stream.ts'
import { STREAMS } from '../../../src/streams/catalogue.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { entries, deps } from '../open-stream.ts'

const never = new AbortController().signal

async function prepare(
  t: ExecutionContext,
  partitions = 1,
): Promise<{ readonly root: string; readonly actions: StreamActions }> {
  const root = join(await temporaryDirectory(t), 'streams', 'demo')
  return { root, actions: await STREAMS.directory.actions({ path: root, partitions }, deps()) }
}

async function codeOf(t: ExecutionContext, failing: Promise<unknown>): Promise<string | undefined> {
  const error = await t.throwsAsync(failing, { instanceOf: DiagnosedError })
  return error.diagnostics[0]?.code
}

test('a stream without a block is the directory streams/<label>', async (t) => {
  const directory = await temporaryDirectory(t)
  const actions = await STREAMS.directory.actions(STREAMS.directory.defaults('demo'), { ...deps(), directory })
  await actions.ensure(never)
  t.deepEqual((await readdir(join(directory, 'streams', 'demo'))).toSorted(), ['.strmctl', 'partition-0.jsonl'])
})

test('ensure() takes over partition files with their events', async (t) => {
  const { root, actions } = await prepare(t)
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'partition-0.jsonl'), 'first\nsec')
  const { partitions } = await actions.ensure(never)
  t.is(partitions[0]?.latest, 6)
  await actions.remove(undefined, never)
  t.is(await readFile(join(root, 'partition-0.jsonl'), 'utf8'), 'first\nsec')
})

test('ensure() refuses a directory with more partition files than declared', async (t) => {
  const { root, actions } = await prepare(t)
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'partition-3.jsonl'), '')
  t.is(await codeOf(t, actions.ensure(never)), 'STRM2202')
  t.deepEqual(await readdir(root), ['partition-3.jsonl'])
})

test('ensure() refuses a path that is a file, or below one', async (t) => {
  const { root, actions } = await prepare(t)
  await mkdir(join(root, '..'), { recursive: true })
  await writeFile(root, '')
  t.is(await codeOf(t, actions.ensure(never)), 'STRM2203')
  await rm(join(root, '..'), { recursive: true })
  await writeFile(join(root, '..'), '')
  t.is(await codeOf(t, actions.ensure(never)), 'STRM2203')
})

const damaged = test.macro({
  async exec(t, text: string) {
    const { root, actions } = await prepare(t)
    await actions.ensure(never)
    await writeFile(join(root, '.strmctl', 'stream.json'), text)
    t.is(await codeOf(t, actions.ensure(never)), 'STRM2201')
    t.is(await readFile(join(root, '.strmctl', 'stream.json'), 'utf8'), text)
  },
  title: (name = '') => `ensure() refuses a stream file that is ${name}`,
})

test('empty', damaged, '')
test('no object', damaged, '7')
test('without a topic', damaged, '{"version":1,"partitions":1}')
test('without partitions', damaged, '{"version":1,"topic":"t","partitions":0}')
test('newer', damaged, '{"version":2,"topic":"t","partitions":1}')

test('describe() says that a partition file is missing', async (t) => {
  const { root, actions } = await prepare(t, 2)
  await actions.ensure(never)
  await rm(join(root, 'partition-1.jsonl'))
  const stream = await STREAMS.directory.open({ path: root }, deps())
  t.is(await codeOf(t, stream.describe(never)), 'STRM2210')
})

test('describe() finds the last complete line before a long unfinished one', async (t) => {
  const { root, actions } = await prepare(t)
  await actions.ensure(never)
  await appendFile(join(root, 'partition-0.jsonl'), `whole\n${'x'.repeat(300_000)}`)
  t.is((await actions.ensure(never)).partitions[0]?.latest, 6)
})

test('remove() takes away everything of a stream without events', async (t) => {
  const { root, actions } = await prepare(t, 3)
  await actions.ensure(never)
  await actions.remove(undefined, never)
  await t.throwsAsync(access(root))
})

test('remove() keeps a directory that was there before, files of others and events', async (t) => {
  const { root, actions } = await prepare(t, 2)
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'notes.txt'), 'mine')
  await actions.ensure(never)
  await appendFile(join(root, 'partition-1.jsonl'), 'event\n')
  await actions.remove(undefined, never)
  t.deepEqual((await readdir(root)).toSorted(), ['notes.txt', 'partition-1.jsonl'])
})

test('remove() keeps everything while the ledger of any exporter is there', async (t) => {
  const { root, actions } = await prepare(t)
  const { topic } = await actions.ensure(never)
  const stream = await STREAMS.directory.open({ path: root }, deps())
  const admin = await stream.ledgerAdmin('u1', 'g')
  await admin.initialise(entries(), never)
  await actions.remove(undefined, never)
  t.is((await actions.ensure(never)).topic, topic)
  await admin.remove(never)
  await actions.remove(undefined, never)
  await t.throwsAsync(access(root))
})

test('the writer begins a new line after one that was left unfinished', async (t) => {
  const { root, actions } = await prepare(t)
  await actions.ensure(never)
  await appendFile(join(root, 'partition-0.jsonl'), 'torn')
  const writer = await STREAMS.directory.openWriter({ path: root }, deps())
  await writer.append([{ key: 'k', value: 'whole' }], never)
  await writer.append([{ key: 'k', value: 'second' }], never)
  await writer.close()
  t.is(await readFile(join(root, 'partition-0.jsonl'), 'utf8'), 'torn\nwhole\nsecond\n')
})

test('the writer refuses a stream that was not made', async (t) => {
  const { root } = await prepare(t)
  t.is(await codeOf(t, STREAMS.directory.openWriter({ path: root }, deps())), 'STRM2200')
})
