import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built program. */
export const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url))

const REPORTER = fileURLToPath(new URL('./report-usage.cjs', import.meta.url))

export interface Measured {
  readonly wallMs: number
  /** User and system time of the process. */
  readonly cpuMs: number
  readonly peakBytes: number
}

/** Runs `node ARGS` to its end and gives what it used, by its own account at exit. Rejects when it fails. */
export async function runMeasured(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const report = join(tmpdir(), `strmctl-usage-${process.pid}-${process.hrtime.bigint()}.json`)
  const wallMs = await timeNode(['--require', REPORTER, ...args], cwd, { ...env, STRMCTL_BENCH_USAGE: report })
  const usage = JSON.parse(await readFile(report, 'utf8')) as { cpuMs: number; peakBytes: number }
  await rm(report)
  return { wallMs, ...usage }
}

/** Milliseconds from start to end of `node ARGS`. Rejects, with what it printed, when it fails. */
export async function timeNode(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], HOME: cwd, ...env } })
  const printed: Buffer[] = []
  child.stdin.end()
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  await once(child, 'close')
  const elapsed = performance.now() - started
  if (child.exitCode !== 0) throw new Error(`node ${args.join(' ')} failed:\n${Buffer.concat(printed).toString()}`)
  return elapsed
}
