import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { demoConfiguration, makeProject } from '../cli/project.ts'
import { sourceFiles } from '../tooling/source-files.ts'
import { encodeBlocks } from './blocks-format.ts'
import { runWithVariants } from './run-with-variants.ts'

const DEMO = { partitions: 1, extra: 'decoder = "named"\n  on_invalid_record = "dead_letter"' }
const DECODED = '{"name":"click","text":"a"}\n{"name":"order","text":"bb"}\n{"name":"click","text":"c"}\n'

async function appliedProject(t: ExecutionContext, configuration: string): Promise<string> {
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration })
  await ok(t, cwd, 'apply', '--auto-approve')
  await produce(cwd, '1:a\nnothing\n2:bb\n1:c\n')
  return cwd
}

async function ok(t: ExecutionContext, cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runWithVariants(args, { cwd })
  t.is(code, 0, `${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

function produce(cwd: string, text: string): Promise<void> {
  return appendFile(join(cwd, 'streams', 'demo', 'partition-0.jsonl'), text)
}

async function contentsBelow(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).toSorted()
  return Promise.all(names.map((name) => readFile(join(directory, name), 'latin1')))
}

for (const crash of ['none', 'announced'] as const) {
  test(`a decoder is a line of the catalogue: prepared and decoded, killed: ${crash}`, async (t) => {
    const cwd = await appliedProject(t, demoConfiguration(DEMO))
    const env = crash === 'none' ? {} : { STRMCTL_CRASH_AT: crash }
    const first = await runWithVariants(['up', '--once'], { cwd, env })
    t.is(first.signal, crash === 'none' ? null : 'SIGKILL', first.stderr)
    await ok(t, cwd, 'up', '--once')
    t.deepEqual(await contentsBelow(join(cwd, 'lake', 'events')), [DECODED])
    const [letters = ''] = await contentsBelow(join(cwd, 'lake', 'dead-letters', 'events'))
    t.regex(letters, /^\{"stream":"demo",.*"reason":"it begins with no id","value":"nothing"\}\n$/)
    t.regex(await ok(t, cwd, 'verify', '--content'), /proven/)
  })
}

test('an exporter that changes its decoder finishes what it began with the one before, and a format gets what is decoded', async (t) => {
  const cwd = await appliedProject(t, demoConfiguration(DEMO))
  const killed = await runWithVariants(['up', '--once'], { cwd, env: { STRMCTL_CRASH_AT: 'announced' } })
  t.is(killed.signal, 'SIGKILL', killed.stderr)
  const changed = demoConfiguration({ partitions: 1, extra: 'format = "blocks"' })
  await writeFile(join(cwd, 'main.strm.hcl'), changed)
  await ok(t, cwd, 'apply', '--auto-approve')
  await produce(cwd, '1:d\n')
  await ok(t, cwd, 'up', '--once')
  await writeFile(join(cwd, 'main.strm.hcl'), changed.replace('format', 'decoder = "named"\n  format'))
  await ok(t, cwd, 'apply', '--auto-approve')
  await produce(cwd, '2:e\n')
  await ok(t, cwd, 'up', '--once')
  const blocks = ['1:d', '{"name":"order","text":"e"}'].map((text) => encodeBlocks([Buffer.from(text)]))
  const expected = [DECODED, ...blocks.map((bytes) => Buffer.from(bytes).toString('latin1'))]
  t.deepEqual(await contentsBelow(join(cwd, 'lake', 'events')), expected)
  t.regex(await ok(t, cwd, 'verify', '--content'), /proven/)
})

test('the decoder of the tests is named nowhere in src', async (t) => {
  const repository = fileURLToPath(new URL('../..', import.meta.url))
  const texts = await Promise.all(
    (await sourceFiles(repository)).map((path) => readFile(join(repository, path), 'utf8')),
  )
  t.false(texts.some((text) => text.includes('NAMED') || text.includes('named-decoder')))
})
