import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { auditNumbers, NumberedWriter } from './numbered-writer.ts'
import { demoConfiguration, makeProject, readLines } from './project.ts'
import { runCli, startCli, type RunningCli } from './run-cli.ts'

const PARTITIONS = 2

async function makeApplied(t: Parameters<typeof makeProject>[0]): Promise<string> {
  const configuration = demoConfiguration({ partitions: PARTITIONS, extra: 'max_object_records = 25' })
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  return cwd
}

interface Message {
  readonly type: string
  readonly worker?: number
  readonly pid?: number
  readonly why?: string
  readonly restartMs?: number
}

/** The NDJSON messages that match, as often as wanted. */
async function messages(up: RunningCli, type: string, count = 1): Promise<readonly Message[]> {
  await up.seen(new RegExp(`(?:"type":"${type}"[\\s\\S]*){${count}}\\n`))
  const lines = up.output().stdout.split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Message).filter((message) => message.type === type)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function pidsOf(started: readonly Message[]): readonly number[] {
  return started.map(({ pid }) => pid ?? 0)
}

test('up --workers starts a killed worker again at once, and whoever is first goes on', async (t) => {
  t.timeout(120_000)
  const cwd = await makeApplied(t)
  const writer = new NumberedWriter(join(cwd, 'streams', 'demo'), PARTITIONS)
  const up = startCli(['up', '--workers', '2', '--json', '--lease', '2s'], { cwd })
  const pids = pidsOf(await messages(up, 'worker_started', 2))
  const [first] = await messages(up, 'exporter_object')
  const owner = first?.worker ?? 0
  process.kill(pids[owner - 1] ?? 0, 'SIGKILL')
  const [died] = await messages(up, 'worker_died')
  t.like(died, { worker: owner, how: 'was killed by SIGKILL', restartMs: 0 })
  await messages(up, 'worker_started', 3)
  await up.seen(/"worker_died"[\s\S]*"exporter_object"/)
  up.child.kill('SIGTERM')
  t.like(await up.ended, { code: 0, signal: null })
  const written = await writer.stop()
  t.is((await runCli(['up', '--once', '--workers', '3', '--lease', '2s'], { cwd })).code, 0)
  t.deepEqual(auditNumbers(await readLines(join(cwd, 'lake', 'events')), written), [])
  t.is((await runCli(['verify', '--content'], { cwd })).code, 0)
})

test('up --workers refuses a memory that is too small for each worker before it starts one', async (t) => {
  const cwd = await makeApplied(t)
  const { code, stdout, stderr } = await runCli(['up', '--workers', '4', '--memory', '2MiB'], { cwd })
  t.is(code, 64)
  t.is(stdout, '')
  t.regex(stderr, /at least 1MiB for each worker/)
})

test('the workers of a killed parent write what is open and leave', async (t) => {
  t.timeout(120_000)
  const cwd = await makeApplied(t)
  const writer = new NumberedWriter(join(cwd, 'streams', 'demo'), PARTITIONS)
  const up = startCli(['up', '--workers', '2', '--json'], { cwd })
  const pids = pidsOf(await messages(up, 'worker_started', 2))
  await messages(up, 'exporter_object')
  up.child.kill('SIGKILL')
  await gone(pids)
  const written = await writer.stop()
  t.is((await runCli(['up', '--once'], { cwd })).code, 0)
  t.deepEqual(auditNumbers(await readLines(join(cwd, 'lake', 'events')), written), [])
})

test('a second signal to the parent ends all workers at once', async (t) => {
  t.timeout(120_000)
  const cwd = await makeApplied(t)
  const up = startCli(['up', '--workers', '2', '--json'], { cwd })
  const pids = pidsOf(await messages(up, 'worker_started', 2))
  await messages(up, 'exporter_running')
  // One that cannot hear either word.
  process.kill(pids[0] ?? 0, 'SIGSTOP')
  up.child.kill('SIGINT')
  up.child.kill('SIGTERM')
  t.is((await up.ended).code, 130)
  t.false(pids.some(isAlive))
})

test('up --workers says which streams workers cannot share, and prints for all of them', async (t) => {
  t.timeout(120_000)
  const cwd = await makeApplied(t)
  await appendFile(join(cwd, 'streams', 'demo', 'partition-0.jsonl'), '{"n":0}\n')
  const { code, stdout, stderr } = await runCli(['up', '--once', '--workers', '2'], { cwd })
  t.is(code, 0)
  t.regex(stderr, /STRM4020[\s\S]*read by one process at a time/)
  t.regex(stdout, /worker 1: started as process \d+\n/)
  t.regex(stdout, /lake-demo \[[12]\]: running, partitions 0-1\n/)
  t.regex(stdout, /lake-demo \[1\]: stopped\n/)
  t.regex(stdout, /lake-demo \[2\]: stopped\n/)
})

for (const workers of ['0', '1.5', '257', 'many']) {
  test(`up refuses --workers ${workers}`, async (t) => {
    const cwd = await makeProject(t, {})
    t.is((await runCli(['up', '--workers', workers], { cwd })).code, 64)
  })
}
