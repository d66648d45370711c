import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built CLI, as a user runs it. */
const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url))

export interface CliResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd: string
  readonly env?: { readonly [name: string]: string }
  /** What is typed; standard input is closed after it. */
  readonly input?: string
}

/** A child process of the CLI whose output can be awaited. */
export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams
  readonly output: () => { readonly stdout: string; readonly stderr: string }
  /** Resolves with the text when standard output matches; rejects when the process ends before. */
  readonly seen: (pattern: RegExp) => Promise<string>
  readonly ended: Promise<CliResult>
}

/** Runs a command to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(args, options).ended
}

/** Starts a command. Colours, terminal and keys of the deps do not reach it; HOME is the working directory. */
export function startCli(args: readonly string[], options: CliOptions): RunningCli {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: options.cwd, env: environmentOf(options) })
  const output = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  const collect = (name: 'stdout' | 'stderr') => (chunk: string) => {
    output[name] += chunk
    for (const watcher of watchers) watcher()
  }
  child.stdout.setEncoding('utf8').on('data', collect('stdout'))
  child.stderr.setEncoding('utf8').on('data', collect('stderr'))
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, ...output }))
  return { child, output: () => output, seen: (pattern) => seen(pattern, { output, watchers, ended }), ended }
}

function environmentOf(options: CliOptions): NodeJS.ProcessEnv {
  // Compiled code that Node 22 keeps does not belong in the directory that a test looks at.
  const caches = join(tmpdir(), 'strmctl-test-caches')
  return { PATH: process.env['PATH'], HOME: options.cwd, XDG_CACHE_HOME: caches, ...options.env }
}

interface Watched {
  readonly output: { readonly stdout: string }
  readonly watchers: Set<() => void>
  readonly ended: Promise<CliResult>
}

function seen(pattern: RegExp, { output, watchers, ended }: Watched): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const match = pattern.exec(output.stdout)
      if (match === null) return
      watchers.delete(look)
      resolve(match[0])
    }
    watchers.add(look)
    look()
    ended.then(
      (result) =>
        reject(
          new Error(`It ended (${result.code ?? result.signal}) before ${pattern}: ${result.stdout}${result.stderr}`),
        ),
      reject,
    )
  })
}
