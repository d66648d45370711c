import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { CliOptions, CliResult } from '../cli/run-cli.ts'

const PROGRAM = fileURLToPath(new URL('./cli-with-variants.ts', import.meta.url))

/** Runs a command of the program that knows the variants of the tests too. */
export async function runWithVariants(args: readonly string[], { cwd, env }: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr }
}
