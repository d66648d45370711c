import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { ALL_CODES, RETIRED_CODES } from '../../src/cli/commands/explain/all-codes.ts'
import { listenToSignals } from '../../src/cli/process/signals.ts'
import { demoConfiguration, makeProject } from './project.ts'
import { runCli, startCli } from './run-cli.ts'

async function applied(t: ExecutionContext): Promise<string> {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration({ partitions: 1 }) })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  return cwd
}

test('explain lists every code once', (t) => {
  const codes = ALL_CODES.map(({ code }) => code)
  t.deepEqual([...new Set(codes)], codes)
})

/** The same mistake in HCL, in YAML and in an expression: what to write instead differs. */
const SAID_OF_EACH_LANGUAGE = ['Invalid escape sequence', 'Number out of range', 'Nested too deeply']

test('one condition has one code', (t) => {
  const summaries = ALL_CODES.map(({ summary }) => summary).filter(
    (summary) => !SAID_OF_EACH_LANGUAGE.includes(summary),
  )
  t.deepEqual([...new Set(summaries)], summaries)
})

test('explain knows what became of the codes that are gone', async (t) => {
  const codes = ALL_CODES.map(({ code }) => code)
  for (const [retired, code] of Object.entries(RETIRED_CODES)) {
    t.false(codes.includes(retired), retired)
    t.true(codes.includes(code), code)
  }
  t.regex((await runCli(['explain', 'STRM3002'], { cwd: await makeProject(t, {}) })).stdout, /^STRM1803: /)
})

test('destroy works when the configuration files are gone', async (t) => {
  const cwd = await applied(t)
  await rm(join(cwd, 'main.strm.hcl'))
  t.is((await runCli(['plan'], { cwd })).code, 1)
  t.regex((await runCli(['plan', '--destroy'], { cwd })).stdout, /0 to change, 3 to destroy/)
  t.regex((await runCli(['destroy', '--auto-approve'], { cwd })).stdout, /3 destroyed/)
  t.regex((await runCli(['plan', '--destroy'], { cwd })).stdout, /There is nothing to create, change or destroy/)
  t.regex((await runCli(['verify'], { cwd })).stdout, /there is nothing to verify/)
})

const refuses = test.macro({
  exec: async (t, option: string, words: RegExp) => {
    const result = await runCli(['up', ...option.split(' ')], { cwd: await applied(t) })
    t.is(result.code, 64, result.stdout + result.stderr)
    t.regex(result.stderr, words)
  },
  title: (_, option: string) => `up refuses ${option}`,
})

test(refuses, '--once --memory 1', /at least 1MiB/)
test(refuses, '--once --lease 0s', /above 0/)
test(refuses, '--timeout 3s', /only for\s+"--once"/)

async function blocked(t: ExecutionContext): Promise<string> {
  const cwd = await applied(t)
  await runCli(['simulate', 'random-events', 'demo', '--count', '5'], { cwd })
  await mkdir(join(cwd, 'lake', '.strmctl'), { recursive: true })
  await rm(join(cwd, 'lake', '.strmctl', 'events'), { recursive: true, force: true })
  await writeFile(join(cwd, 'lake', '.strmctl', 'events'), 'in the way')
  return cwd
}

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  test(`up that gets ${signal} leaves after its grace while a destination fails`, async (t) => {
    const cwd = await blocked(t)
    const up = startCli(['up', '--grace', '200ms'], { cwd })
    await up.seen(/cannot write/)
    up.child.kill(signal)
    const result = await up.ended
    t.is(result.code, code, result.stdout + result.stderr)
    t.regex(result.stdout, /could not be written in 0.2 s/)
    await rm(join(cwd, 'lake', '.strmctl', 'events'))
    t.is((await runCli(['up', '--once'], { cwd })).code, 0)
    t.is((await runCli(['verify', '--content'], { cwd })).code, 0)
  })
}

test('up --once --timeout ends also while a destination fails', async (t) => {
  const cwd = await blocked(t)
  const result = await runCli(['up', '--once', '--timeout', '2s'], { cwd })
  t.is(result.code, 1, result.stdout + result.stderr)
  t.regex(result.stdout, /cannot write/)
  t.is(result.stderr.match(/STRM4012/g)?.length, 1, result.stderr)
  t.notRegex(result.stderr, /STRM401[45]/)
})

test('listenToSignals() lets any number of things wait without a warning of Node', async (t) => {
  const { finish, stop } = listenToSignals(() => undefined)
  const warnings: Error[] = []
  process.on('warning', (warning) => warnings.push(warning))
  for (const signal of [finish, stop])
    for (let index = 0; index < 20; index++) signal.addEventListener('abort', () => t.log(index))
  await new Promise((resolve) => setImmediate(resolve))
  t.deepEqual(warnings, [])
})
