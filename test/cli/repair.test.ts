import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { demoConfiguration, makeProject, readLines } from './project.ts'
import { runCli, startCli, type CliResult } from './run-cli.ts'

async function ok(t: ExecutionContext, cwd: string, ...words: readonly string[]): Promise<CliResult> {
  const result = await runCli(words, { cwd })
  t.is(result.code, 0, result.stdout + result.stderr)
  return result
}

/** An exporter that has written 40 events. */
async function exported(t: ExecutionContext): Promise<string> {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
  await ok(t, cwd, 'apply', '--auto-approve')
  await ok(t, cwd, 'simulate', 'random-events', 'demo', '--count', '40')
  await ok(t, cwd, 'up', '--once')
  return cwd
}

async function loseLedger(cwd: string): Promise<void> {
  const ledgers = join(cwd, 'streams', 'demo', '.strmctl')
  for (const name of await readdir(ledgers)) {
    if ((await stat(join(ledgers, name))).isDirectory()) await rm(join(ledgers, name), { recursive: true })
  }
}

test('repair makes a lost ledger again; nothing is lost and nothing is twice', async (t) => {
  const cwd = await exported(t)
  t.regex((await ok(t, cwd, 'repair', 'lake-demo', '--auto-approve')).stdout, /nothing to repair/)
  await loseLedger(cwd)
  const stopped = await runCli(['up', '--once'], { cwd })
  t.is(stopped.code, 1)
  t.regex(stopped.stderr, /in batch_exporter "lake-demo"[\s\S]*strmctl repair/)
  t.regex((await ok(t, cwd, 'status')).stdout, /lake-demo: The ledger [^\n]*strmctl repair lake-demo/)
  const unproven = await runCli(['verify'], { cwd })
  t.is(unproven.code, 3)
  t.regex(unproven.stdout, /not proven[\s\S]*! partitions 0[-, \d]*: [^\n]*"strmctl repair lake-demo"/)
  t.regex((await ok(t, cwd, 'repair', 'lake-demo', '--auto-approve')).stdout, /missing[\s\S]*end of events\//)
  await ok(t, cwd, 'simulate', 'random-events', 'demo', '--count', '30')
  await ok(t, cwd, 'up', '--once')
  t.is(new Set(await readLines(join(cwd, 'lake', 'events'))).size, 70)
  t.regex((await ok(t, cwd, 'verify', '--content')).stdout, /proven[\s\S]*70 events/)
})

test('repair asks, refuses where objects are missing, and skips only forward', async (t) => {
  const cwd = await exported(t)
  t.is((await runCli(['repair', 'lake-demo'], { cwd, input: 'yes\n' })).code, 6)
  t.is((await runCli(['repair', 'lake-demo', '--auto-approve', '--skip-to', '0'], { cwd })).code, 64)
  const back = await runCli(['repair', 'lake-demo', '--auto-approve', '--skip-to', '0=1'], { cwd })
  t.is(back.code, 1)
  t.regex(back.stderr, /STRM4031[\s\S]*exported\s+twice/)
  await ok(t, cwd, 'simulate', 'random-events', 'demo', '--count', '9')
  await ok(t, cwd, 'up', '--once')
  const [first] = (await readdir(join(cwd, 'lake', 'events'))).toSorted()
  await rm(join(cwd, 'lake', 'events', first ?? ''))
  await loseLedger(cwd)
  t.regex((await runCli(['repair', 'lake-demo', '--auto-approve'], { cwd })).stderr, /--accept-gap/)
  await ok(t, cwd, 'repair', 'lake-demo', '--auto-approve', '--accept-gap')
  await ok(t, cwd, 'up', '--once')
  t.is((await readLines(join(cwd, 'lake', 'events'))).length, 9)
})

test('repair waits while the exporter runs, says so, and goes on when it ended', async (t) => {
  const cwd = await exported(t)
  const up = startCli(['up'], { cwd })
  await up.seen(/running/)
  const repair = startCli(['repair', 'lake-demo', '--auto-approve'], { cwd })
  await repair.seen(/lake-demo: waiting until no running process exports it, 30 s at most/)
  up.child.kill('SIGTERM')
  await up.ended
  const { code, stdout } = await repair.ended
  t.is(code, 0)
  t.regex(stdout, /nothing to repair/)
})

test('verify of a URL needs no configuration, and finds a gap', async (t) => {
  const cwd = await exported(t)
  const elsewhere = await makeProject(t, {})
  const url = `file://${join(cwd, 'lake', 'events')}`
  t.regex((await ok(t, elsewhere, 'verify', url, '--content')).stdout, /1 exporter[\s\S]*40 events in 1 object/)
  t.is((await runCli(['verify', url, '--from', '2100-01-01'], { cwd: elsewhere })).code, 1)
  t.is((await runCli(['verify', 'ftp://x/y'], { cwd: elsewhere })).code, 64)
  t.is((await runCli(['verify', url, '--from', 'yesterday'], { cwd: elsewhere })).code, 64)
  for (const count of ['5', '6']) {
    await ok(t, cwd, 'simulate', 'random-events', 'demo', '--count', count)
    await ok(t, cwd, 'up', '--once')
  }
  const middle = (await readdir(join(cwd, 'lake', 'events'))).toSorted()[1]
  await rm(join(cwd, 'lake', 'events', middle ?? ''))
  const broken = await runCli(['verify', url], { cwd: elsewhere })
  t.is(broken.code, 3)
  t.regex(broken.stdout, /no object holds/)
  const last = (await readdir(join(cwd, 'lake', 'events'))).toSorted()[1] ?? ''
  await ok(t, cwd, 'verify', '--from', `${/^[^Z]*?(?=-demo)/.exec(last)?.[0]}Z`)
})
