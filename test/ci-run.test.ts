import { spawn } from 'node:child_process'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import type { TestCounts } from './tooling/combine-runs.ts'
import { syntheticSource } from './tooling/synthetic-source.ts'

const script = fileURLToPath(new URL('../.ci/run', import.meta.url))
const counts = 'node_modules/.cache/strmctl/test-counts.json'

interface Row {
  /** README's test command. */
  readonly command: string
  readonly checkStatic?: string
  readonly CI?: string
  readonly last: string
  readonly exitCode: number
}

const runs = test.macro({
  title: (title) => `.ci/run ${title ?? ''}`,
  exec: async (t, { last, exitCode, ...parts }: Row) => {
    const ended = await runWith(t, parts)
    t.is(ended.lines.at(-1), last)
    t.is(ended.exitCode, exitCode)
  },
})

test('ends with the counts of the run', runs, { command: leave(12, 0, 0), last: '12 passed, 0 failed', exitCode: 0 })

test('fails when a test failed', runs, {
  command: `${leave(12, 2, 0)}; exit 1`,
  last: '12 passed, 2 failed',
  exitCode: 1,
})

test('shows skipped tests', runs, { command: leave(12, 0, 1), last: '12 passed, 0 failed, 1 skipped', exitCode: 0 })

test('.ci/run shows flaky tests just before the counts', async (t) => {
  const flaky = ['test/x.test.ts, by chance', 'test/y.test.ts, "z"']
  const ended = await runWith(t, { command: leaveAll({ passed: 12, failed: 0, skipped: 0, flaky }) })
  t.deepEqual(ended.lines.slice(-3), [
    'flaky: test/x.test.ts, by chance',
    'flaky: test/y.test.ts, "z"',
    '12 passed, 0 failed',
  ])
  t.is(ended.exitCode, 0)
})

test('fails with CI=true when a test was skipped', runs, {
  command: leave(12, 0, 1),
  CI: 'true',
  last: '12 passed, 0 failed, 1 skipped',
  exitCode: 1,
})

test('fails when the runner left no counts', runs, { command: 'true', last: '0 passed, 1 failed', exitCode: 1 })

test('fails when no test ran', runs, { command: leave(0, 0, 0), last: '0 passed, 0 failed', exitCode: 1 })

test('fails when the test command failed after its tests', runs, {
  command: `${leave(12, 0, 0)} && false`,
  last: '12 passed, 0 failed',
  exitCode: 1,
})

test('fails when the static checks fail', runs, {
  command: leave(12, 0, 0),
  checkStatic: 'false',
  last: '12 passed, 0 failed',
  exitCode: 1,
})

function leave(passed: number, failed: number, skipped: number): string {
  return leaveAll({ passed, failed, skipped, flaky: [] })
}

function leaveAll(results: TestCounts): string {
  return `mkdir -p "$(dirname ${counts})" && echo '${JSON.stringify(results)}' > ${counts}`
}

type Setting = Pick<Row, 'command' | 'checkStatic' | 'CI'>

async function runWith(
  t: ExecutionContext,
  { command, checkStatic = 'true', CI = '' }: Setting,
): Promise<{ readonly lines: readonly string[]; readonly exitCode: unknown }> {
  const readme = `# x\n\n\`\`\`sh\nexit 9\n\`\`\`\n\n<!-- test command -->\n\n\`\`\`sh\n${command}\n\`\`\`\n\n\`\`\`sh\nexit 9\n\`\`\`\n`
  const scripts = { 'check:static': checkStatic }
  const source = await syntheticSource({ 'README.md': readme, 'package.json': JSON.stringify({ scripts }) })
  t.teardown(source.remove)
  return ciRun(source.directory, CI)
}

async function ciRun(directory: string, CI: string): Promise<{ lines: readonly string[]; exitCode: unknown }> {
  await mkdir(join(directory, '.ci'))
  await copyFile(script, join(directory, '.ci/run'))
  const child = spawn('bash', ['.ci/run'], {
    cwd: directory,
    env: { ...process.env, CI },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = new Promise<unknown>((resolve) => child.once('close', resolve))
  const output = await text(child.stdout)
  return { lines: output.trimEnd().split('\n'), exitCode: await closed }
}
