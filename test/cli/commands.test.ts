import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { demoConfiguration, makeProject, readLines } from './project.ts'
import { runCli, startCli, type CliResult } from './run-cli.ts'

async function applied(t: ExecutionContext, extra?: string): Promise<string> {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration(extra === undefined ? {} : { extra }) })
  expectCode(t, await runCli(['apply', '--auto-approve'], { cwd }), 0)
  return cwd
}

function expectCode(t: ExecutionContext, result: CliResult, code: number): CliResult {
  t.is(result.code, code, result.stdout + result.stderr)
  return result
}

test('version and --help print without an error', async (t) => {
  const cwd = await makeProject(t, {})
  t.regex(expectCode(t, await runCli(['version'], { cwd }), 0).stdout, /^strmctl \d+\.\d+\.\d+\n$/)
  t.regex(expectCode(t, await runCli(['--help'], { cwd }), 0).stdout, /Commands:/)
  t.regex(expectCode(t, await runCli(['plan', '--help'], { cwd }), 0).stdout, /Usage: strmctl plan/)
})

test('validate without a configuration names the files it looks for', async (t) => {
  const cwd = await makeProject(t, {})
  t.regex(expectCode(t, await runCli(['validate'], { cwd }), 1).stderr, /STRM4004[\s\S]*\*\.strm\.hcl/)
})

test('plan writes nothing', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  expectCode(t, await runCli(['plan'], { cwd }), 0)
  t.deepEqual(await readdir(cwd), ['main.strm.hcl'])
})

test('plan --detailed-exitcode tells changes from none', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  expectCode(t, await runCli(['plan', '--detailed-exitcode'], { cwd }), 2)
  expectCode(t, await runCli(['apply', '--auto-approve'], { cwd }), 0)
  t.regex(expectCode(t, await runCli(['plan', '--detailed-exitcode'], { cwd }), 0).stdout, /No changes/)
})

test('apply without a terminal and without --auto-approve refuses before it does anything', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  const result = expectCode(t, await runCli(['apply'], { cwd, input: 'yes\n' }), 6)
  t.regex(result.stderr, /STRM4005/)
  t.deepEqual(await readdir(cwd), ['main.strm.hcl'])
})

test('up without a state names apply', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  t.regex(expectCode(t, await runCli(['up', '--once'], { cwd }), 1).stderr, /STRM4006[\s\S]*strmctl apply/)
})

test('simulate, up --once, verify: every event once; a second run exports only what is new', async (t) => {
  const cwd = await applied(t)
  const lake = join(cwd, 'lake', 'events')
  expectCode(t, await runCli(['simulate', 'random-events', 'demo', '--count', '500'], { cwd }), 0)
  expectCode(t, await runCli(['up', '--once'], { cwd }), 0)
  t.is((await readLines(lake)).length, 500)
  expectCode(t, await runCli(['up', '--once'], { cwd }), 0)
  t.is((await readLines(lake)).length, 500)
  expectCode(t, await runCli(['simulate', 'random-events', 'demo', '--count', '70'], { cwd }), 0)
  expectCode(t, await runCli(['up', '--once'], { cwd }), 0)
  t.is(new Set(await readLines(lake)).size, 570)
  t.regex(expectCode(t, await runCli(['verify', '--content'], { cwd }), 0).stdout, /proven[\s\S]*570 events/)
})

test('verify finds a damaged object and a missing one', async (t) => {
  const cwd = await applied(t)
  const lake = join(cwd, 'lake', 'events')
  expectCode(t, await runCli(['simulate', 'random-events', 'demo', '--count', '50'], { cwd }), 0)
  expectCode(t, await runCli(['up', '--once'], { cwd }), 0)
  const [name] = (await readdir(lake)).filter((file) => file.endsWith('.jsonl'))
  await writeFile(join(lake, name ?? ''), 'something else\n')
  t.regex(expectCode(t, await runCli(['verify'], { cwd }), 3).stdout, /not proven[\s\S]*no object holds/)
})

test('up says that the configuration differs and runs what was applied', async (t) => {
  const cwd = await applied(t)
  await writeFile(join(cwd, 'main.strm.hcl'), demoConfiguration({ interval: '5s' }))
  t.regex(
    expectCode(t, await runCli(['up', '--once'], { cwd }), 0).stderr,
    /Notice: 1 change is written but not applied/,
  )
})

test('list and get print the original JSON', async (t) => {
  const cwd = await applied(t)
  const json = async (...words: readonly string[]): Promise<unknown> =>
    JSON.parse(expectCode(t, await runCli([...words, '-o', 'json'], { cwd }), 0).stdout)
  const { stdout } = await runCli(['list', 'data-connectors', '-o', 'json'], { cwd })
  const projectId = /"projectId": "([0-9a-f-]{36})"/.exec(stdout)?.[1]
  t.truthy(projectId)
  const exporter = {
    ref: { name: 'lake-demo', projectId },
    streamRef: { name: 'demo', projectId },
    dataConnectorRef: { name: 'lake', projectId },
    interval: '1s',
    pathPrefix: 'events',
    includeExistingEvents: true,
  }
  const lake = { ref: { name: 'lake', projectId }, localDirectory: { path: 'lake' } }
  t.deepEqual(await json('list', 'data-connectors'), { dataConnectors: [lake] })
  t.deepEqual(await json('get', 'batch-exporter', 'lake-demo'), { batchExporter: exporter })
  const stream = { ref: { name: 'demo', projectId }, type: 'directory', source: 'streams/demo' }
  t.deepEqual(await json('list', 'streams', '-r'), { streams: [{ ...stream, batchExporters: [exporter] }] })
})

test('list prints the original table, and a sentence where there is nothing', async (t) => {
  const cwd = await applied(t)
  const { stdout } = expectCode(t, await runCli(['list', 'batch-exporters'], { cwd }), 0)
  t.is(
    stdout,
    'Batch Exporter   Stream   Data Connector   Include Existing Events   Interval   Path Prefix\nlake-demo        demo     lake             true                      1s         events\n',
  )
  expectCode(t, await runCli(['destroy', '--auto-approve'], { cwd }), 0)
  t.is(
    expectCode(t, await runCli(['list', 'streams'], { cwd }), 0).stdout,
    'No entities of this resource type exist.\n',
  )
})

test('list before any apply says that there is nothing', async (t) => {
  const cwd = await makeProject(t, {})
  t.is(
    expectCode(t, await runCli(['list', 'streams'], { cwd }), 0).stdout,
    'No entities of this resource type exist.\n',
  )
  t.deepEqual(JSON.parse(expectCode(t, await runCli(['list', 'streams', '-o', 'json'], { cwd }), 0).stdout), {
    streams: [],
  })
})

test('get of an unknown name suggests the nearest', async (t) => {
  const cwd = await applied(t)
  t.regex(
    expectCode(t, await runCli(['get', 'batch-exporter', 'lake-dmo'], { cwd }), 1).stderr,
    /Did you mean\s+"lake-demo"\?/,
  )
})

test('delete lists the dependents, then the block to remove', async (t) => {
  const cwd = await applied(t)
  t.regex(
    expectCode(t, await runCli(['delete', 'data-connector', 'lake'], { cwd }), 1).stderr,
    /STRM1651[\s\S]*"lake-demo"/,
  )
  t.regex(
    expectCode(t, await runCli(['delete', 'batch-exporter', 'lake-demo'], { cwd }), 1).stderr,
    /STRM4009[\s\S]*main\.strm\.hcl:13:1/,
  )
})

test('destroy keeps objects and events', async (t) => {
  const cwd = await applied(t)
  expectCode(t, await runCli(['simulate', 'random-events', 'demo', '--count', '20'], { cwd }), 0)
  expectCode(t, await runCli(['up', '--once'], { cwd }), 0)
  expectCode(t, await runCli(['destroy', '--auto-approve'], { cwd }), 0)
  t.is((await readLines(join(cwd, 'lake', 'events'))).length, 20)
  t.is((await readLines(join(cwd, 'streams', 'demo'))).length, 20)
})

test('--json is NDJSON with a version first', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  const { stdout } = expectCode(t, await runCli(['apply', '--auto-approve', '--json'], { cwd }), 0)
  const messages: unknown[] = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  const ofType = (type: string): readonly unknown[] => messages.filter((message) => holds(message, { type }))
  t.true(holds(messages[0], { type: 'version' }))
  t.is(ofType('planned_change').length, 3)
  t.is(ofType('apply_complete').length, 3)
  t.like(messages.at(-1), { changes: { add: 3, change: 0, remove: 0, operation: 'apply' } })
})

function holds(message: unknown, part: { readonly type: string }): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === part.type
}

test('up leaves with 0 after a SIGTERM and has written everything', async (t) => {
  const cwd = await applied(t)
  const up = startCli(['up'], { cwd })
  await up.seen(/running/)
  expectCode(t, await runCli(['simulate', 'random-events', 'demo', '--count', '30'], { cwd }), 0)
  await up.seen(/30 events|wrote/)
  up.child.kill('SIGTERM')
  t.is((await up.ended).code, 0)
  t.is((await readLines(join(cwd, 'lake', 'events'))).length, 30)
})
