import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { flagOf, textOf, type Args } from '../arguments/command.ts'
import { PACKAGE_ROOT } from '../package-root.ts'
import { listenToSignals } from './signals.ts'
import { SecretMask } from './secret-mask.ts'
import type { CommandDeps } from '../command-deps.ts'
import { workerLink } from '../workers/worker-link.ts'

const USUAL_WIDTH = 80
const WIDEST = 120

/** The real process as `CommandDeps`. */
export function processDeps(args: Args, words: readonly string[]): CommandDeps {
  const json = flagOf(args, 'json')
  const mask = new SecretMask()
  const stderr = (text: string): void => void process.stderr.write(mask.apply(text))
  const worker = workerLink(process.env)
  leaveQuietlyWhenNobodyReads()
  return {
    directory: resolve(textOf(args, 'chdir') ?? '.'),
    words,
    environment: process.env,
    learnSecrets: (value) => mask.learn(value),
    stdout: (text) => void process.stdout.write(mask.apply(text)),
    stderr,
    ask: askOnTerminal,
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    terminal: process.stdout.isTTY,
    color: !json && wantsColor(textOf(args, 'color') ?? 'auto'),
    width: Math.min(process.stdout.columns ?? USUAL_WIDTH, WIDEST),
    json,
    version: readVersion(),
    signals: worker?.signals ?? listenToSignals(json ? () => undefined : stderr),
    ...(worker === undefined ? {} : { worker: { ...worker, send: (said) => worker.send(mask.applyWithin(said)) } }),
  }
}

/** `strmctl list | head`: a closed pipe ends the output, not the work. */
function leaveQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

async function askOnTerminal(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await Promise.race([terminal.question(question), closed(terminal)])
  } finally {
    terminal.close()
  }
}

function closed(terminal: { once(event: 'close', listener: () => void): unknown }): Promise<undefined> {
  return new Promise((settle) => terminal.once('close', () => settle(undefined)))
}

/** `--color`, then NO_COLOR and FORCE_COLOR, then whether a terminal reads. */
function wantsColor(when: string): boolean {
  if (when !== 'auto') return when === 'always'
  const { NO_COLOR: none, FORCE_COLOR: force } = process.env
  if (none !== undefined && none !== '') return false
  if (force !== undefined && force !== '') return force !== '0'
  return process.stdout.isTTY
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE_ROOT), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}
