import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { combineRuns, failedFiles, type TestCounts } from './combine-runs.ts'
import type { RunReport } from './run-report.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const AVA = ['node_modules/ava/entrypoints/cli.mjs', '--config', 'test/tooling/observed.ava.config.mjs']
const RESULTS = new URL('../../node_modules/.cache/strmctl/', import.meta.url)
/** Where .ci/run reads the counts of the last complete run. */
const COUNTS = new URL('test-counts.json', RESULTS)
const REPORT = new URL('test-report.json', RESULTS)

let interrupted = false
process.on('SIGINT', () => (interrupted = true))

/**
 * `npm test [-- FILE…]`: runs the tests, then every file that failed once more, alone. What passes then was chance: it is shown
 * as flaky and does not fail the run. What fails twice does.
 */
async function main(args: readonly string[]): Promise<number> {
  mkdirSync(RESULTS, { recursive: true })
  rmSync(COUNTS, { force: true })
  const first = await run(args)
  if (first.report === undefined || interrupted) return first.exitCode === 0 ? 1 : first.exitCode
  const again = new Map<string, RunReport | undefined>()
  for (const file of failedFiles(first.report)) {
    console.log(`\n==> once more, alone: ${nameOf(file)}`)
    again.set(file, (await run([nameOf(file)])).report)
    if (interrupted) return 1
  }
  const counts = combineRuns(first.report, again, nameOf)
  writeFileSync(COUNTS, `${JSON.stringify(counts)}\n`)
  show(counts, again.size)
  const unexplained = again.size === 0 ? first.exitCode : 0
  return counts.failed > 0 || counts.passed === 0 ? 1 : unexplained
}

interface Run {
  readonly exitCode: number
  /** Absent where the run did not come to its end. */
  readonly report: RunReport | undefined
}

async function run(args: readonly string[]): Promise<Run> {
  rmSync(REPORT, { force: true })
  const child = spawn(process.execPath, ['--import=tsx', ...AVA, ...args], {
    cwd: REPOSITORY,
    env: { ...process.env, TEST_REPORT: fileURLToPath(REPORT) },
    stdio: 'inherit',
  })
  const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  return { exitCode, report: readReport() }
}

function readReport(): RunReport | undefined {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8')) as RunReport
  } catch {
    return undefined
  }
}

function nameOf(file: string): string {
  return relative(REPOSITORY, file)
}

function show({ passed, failed, skipped, flaky }: TestCounts, filesAgain: number): void {
  if (filesAgain === 0) return
  console.log(`\n==> all together: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  for (const test of flaky) console.log(`flaky: ${test}`)
}

process.exitCode = await main(process.argv.slice(2))
