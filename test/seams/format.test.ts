import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { crc32c } from '../../src/lib/crc32c.ts'
import { demoConfiguration, makeProject } from '../cli/project.ts'
import { sourceFiles } from '../tooling/source-files.ts'
import { encodeBlocks } from './blocks-format.ts'
import { runWithVariants } from './run-with-variants.ts'

const LINES = [
  ['{"a":1}', 'x'.repeat(9000), ''],
  ['{"b":2}', '# a comment', '{"b":3}'],
]
const ACCEPTED = [
  ['{"a":1}', 'x'.repeat(9000), ''],
  ['{"b":2}', '{"b":3}'],
]
  .flat()
  .map((line) => Buffer.from(line))

/** A project in which two partitions wait to be exported in the format of the tests. */
async function appliedProject(t: ExecutionContext): Promise<string> {
  const extra = 'format = "blocks"\n  on_invalid_record = "dead_letter"'
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration({ partitions: LINES.length, extra }) })
  await ok(t, cwd, 'apply', '--auto-approve')
  for (const [partition, lines] of LINES.entries()) {
    const file = join(cwd, 'streams', 'demo', `partition-${partition}.jsonl`)
    await appendFile(file, lines.map((line) => `${line}\n`).join(''))
  }
  return cwd
}

async function ok(t: ExecutionContext, cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runWithVariants(args, { cwd })
  t.is(code, 0, `${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

async function objectsBelow(directory: string): Promise<readonly string[]> {
  return (await readdir(directory)).map((name) => join(directory, name)).toSorted()
}

test('a format is a line of the catalogue: exported, verified, and encoded alike by a recovery', async (t) => {
  for (const crash of ['none', 'announced'] as const) {
    const cwd = await appliedProject(t)
    const killed = await runWithVariants(['up', '--once'], {
      cwd,
      env: crash === 'none' ? {} : { STRMCTL_CRASH_AT: crash },
    })
    t.is(killed.signal, crash === 'none' ? null : 'SIGKILL', killed.stderr)
    await ok(t, cwd, 'up', '--once')
    const objects = await objectsBelow(join(cwd, 'lake', 'events'))
    t.is(objects.length, 1)
    t.true(objects[0]?.endsWith('-demo---0-1.blk'), objects[0])
    t.deepEqual(await readFile(objects[0] ?? ''), encodeBlocks(ACCEPTED))
    const letters = await objectsBelow(join(cwd, 'lake', 'dead-letters', 'events'))
    t.true(letters[0]?.endsWith('-demo---0-1.jsonl'), letters[0])
    t.regex(await readFile(letters[0] ?? '', 'utf8'), /^\{"stream":"demo",.*"reason":"it is a comment",.*\}\n$/)
    t.regex(await ok(t, cwd, 'verify', '--content'), /proven/)
    await ok(t, cwd, 'verify', `file://${join(cwd, 'lake')}`, '--content')
  }
})

test('verify --content asks the format what it reads', async (t) => {
  const cwd = await appliedProject(t)
  await ok(t, cwd, 'up', '--once')
  const [object = ''] = await objectsBelow(join(cwd, 'lake', 'events'))
  const metadataOfObject = join(cwd, 'lake', '.strmctl', 'events')
  const [name = ''] = await readdir(metadataOfObject)
  const [candidate = ''] = await objectsBelow(join(metadataOfObject, name))
  const damaged = encodeBlocks(ACCEPTED.slice(1))
  const before = await readFile(candidate, 'utf8')
  await writeFile(object, damaged)
  const facts = `"size":${damaged.length},"crc32c":${crc32c(damaged)}`
  await writeFile(candidate, before.replace(/"size":\d+,"crc32c":\d+/, facts))
  const { code, stdout } = await runWithVariants(['verify', '--content'], { cwd })
  t.is(code, 3, stdout)
  t.regex(stdout, /it has 4 records, its metadata\s+says 5/)
})

test('a format that compresses by itself is not compressed again', async (t) => {
  const extra = 'format = "blocks"\n  compression = "gzip"'
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration({ extra }) })
  const { code, stderr } = await runWithVariants(['validate'], { cwd })
  t.is(code, 1)
  t.regex(stderr, /STRM1509[\s\S]*compressed twice/)
})

test('an exporter that changes to another format finishes what it began, and verify reads both', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration({ partitions: 1 }) })
  await ok(t, cwd, 'apply', '--auto-approve')
  const file = join(cwd, 'streams', 'demo', 'partition-0.jsonl')
  await appendFile(file, 'one\n')
  const killed = await runWithVariants(['up', '--once'], { cwd, env: { STRMCTL_CRASH_AT: 'announced' } })
  t.is(killed.signal, 'SIGKILL', killed.stderr)
  await writeFile(join(cwd, 'main.strm.hcl'), demoConfiguration({ partitions: 1, extra: 'format = "blocks"' }))
  await ok(t, cwd, 'apply', '--auto-approve')
  await appendFile(file, 'two\n')
  await ok(t, cwd, 'up', '--once')
  const contents = await Promise.all((await objectsBelow(join(cwd, 'lake', 'events'))).map((path) => readFile(path)))
  t.deepEqual(contents, [Buffer.from('one\n'), encodeBlocks([Buffer.from('two')])])
  t.regex(await ok(t, cwd, 'verify', '--content'), /proven/)
})

test('the format of the tests is named nowhere in src', async (t) => {
  const repository = fileURLToPath(new URL('../..', import.meta.url))
  const texts = await Promise.all(
    (await sourceFiles(repository)).map((path) => readFile(join(repository, path), 'utf8')),
  )
  t.false(texts.some((text) => text.includes('.blk') || text.includes("'blocks'")))
})
