import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import type { TestCounts } from './combine-runs.ts'
import { syntheticSource } from './synthetic-source.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

const GOOD = `import test from 'ava'\ntest('is good', (t) => t.pass())\n`
const TWO = `import test from 'ava'\ntest('one', (t) => t.pass())\ntest.skip('two', (t) => t.pass())\n`

/** A file of tests that holds `first` when it runs for the first time and `then` afterwards. */
function changing(name: string, first: string, then: string): string {
  const marker = JSON.stringify(`${name}.ran`)
  const parts = [
    `import { existsSync, writeFileSync } from 'node:fs'`,
    `import test from 'ava'`,
    `const first = !existsSync(${marker})`,
    `writeFileSync(${marker}, '')`,
    `if (first) { ${first} } else { ${then} }`,
  ]
  return `${parts.join('\n')}\n`
}

const FAILS = `test('by chance', (t) => t.fail())`
const PASSES = `test('by chance', (t) => t.pass())`

const runs = test.macro({
  title: (title) => `run-tests.ts ${title ?? ''}`,
  exec: async (t, files: Readonly<Record<string, string>>, expected: TestCounts) => {
    const ended = await runTests(t, files)
    t.deepEqual(ended.counts, expected, ended.output)
    t.is(ended.exitCode, expected.failed === 0 ? 0 : 1, ended.output)
  },
})

test.serial(
  'passes where a file passes when it runs once more, and says so',
  runs,
  { good: GOOD, flaky: changing('flaky', FAILS, PASSES) },
  { passed: 2, failed: 0, skipped: 0, flaky: ['test/flaky.test.ts, by chance'] },
)

test.serial(
  'fails where a file fails twice, and counts it once',
  runs,
  { good: GOOD, two: TWO, bad: changing('bad', FAILS, FAILS) },
  { passed: 2, failed: 1, skipped: 1, flaky: [] },
)

test.serial(
  'runs a file again whose process died, or that threw outside of its tests',
  runs,
  {
    good: GOOD,
    killed: changing(
      'killed',
      `test('dies', () => process.kill(process.pid, 'SIGKILL'))`,
      `test('dies', (t) => t.pass())`,
    ),
    thrown: changing('thrown', `throw new Error('thrown')`, PASSES),
  },
  {
    passed: 3,
    failed: 0,
    skipped: 0,
    flaky: [
      'test/killed.test.ts, the process died',
      'test/killed.test.ts, dies',
      'test/thrown.test.ts, an uncaught exception',
      'test/thrown.test.ts, the process died',
    ],
  },
)

test.serial(
  'runs a file again that did not end in time',
  runs,
  {
    good: GOOD,
    slow: changing(
      'slow',
      `test('hangs', () => new Promise(() => setInterval(() => undefined, 1_000)))`,
      `test('hangs', (t) => t.pass())`,
    ),
  },
  { passed: 2, failed: 0, skipped: 0, flaky: ['test/slow.test.ts, hangs'] },
)

test.serial('run-tests.ts ends with what was flaky', async (t) => {
  const { output } = await runTests(t, { good: GOOD, flaky: changing('flaky', FAILS, PASSES) })
  t.deepEqual(output.trimEnd().split('\n').slice(-2), [
    '==> all together: 2 passed, 0 failed, 0 skipped',
    'flaky: test/flaky.test.ts, by chance',
  ])
})

interface Ended {
  readonly exitCode: unknown
  readonly counts: unknown
  readonly output: string
}

/** A project of its own with the runner of this one; CI=true is set, as where it matters. */
async function runTests(t: ExecutionContext, tests: Readonly<Record<string, string>>): Promise<Ended> {
  t.timeout(240_000)
  const ava = {
    files: ['test/*.test.ts'],
    extensions: { ts: 'module' },
    nodeArguments: ['--import=tsx'],
    workerThreads: false,
  }
  const source = await syntheticSource({
    'package.json': JSON.stringify({ type: 'module', ava: { ...ava, timeout: '20s' } }),
    ...Object.fromEntries(Object.entries(tests).map(([name, content]) => [`test/${name}.test.ts`, content])),
  })
  t.teardown(source.remove)
  await mkdir(join(source.directory, 'node_modules'))
  for (const name of ['ava', 'tsx']) {
    await symlink(join(repository, 'node_modules', name), join(source.directory, 'node_modules', name))
  }
  await cp(join(repository, 'test/tooling'), join(source.directory, 'test/tooling'), { recursive: true })
  const child = spawn(process.execPath, ['--import=tsx', 'test/tooling/run-tests.ts'], {
    cwd: source.directory,
    env: { ...process.env, CI: 'true', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<unknown>((resolve) => child.once('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  const exitCode = await closed
  return { exitCode, counts: await readCounts(source.directory), output: `${err}${out}` }
}

async function readCounts(directory: string): Promise<unknown> {
  return JSON.parse(await readFile(join(directory, 'node_modules/.cache/strmctl/test-counts.json'), 'utf8'))
}
