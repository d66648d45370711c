import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { GlobalArgs } from '../arguments/shared-options.ts'
import type { CommandCatalogues } from '../catalogues.ts'
import { PACKAGE_ROOT } from '../package-root.ts'
import { listenToSignals } from './signals.ts'
import { SecretMask } from './secret-mask.ts'
import type { CommandDeps } from '../command-deps.ts'
import { humanView } from '../views/human/human-view.ts'
import { jsonView } from '../views/json/json-view.ts'
import type { Output } from '../views/output.ts'
import { workerView } from '../views/worker-view.ts'
import type { FromWorker } from '../workers/messages.ts'
import { workerLink } from '../workers/worker-link.ts'

const USUAL_WIDTH = 80
const WIDEST = 120

/** The command line and what it may use. */
export interface Invocation {
  readonly words: readonly string[]
  readonly globals: Pick<GlobalArgs, 'json'> & Partial<GlobalArgs>
  readonly catalogues: CommandCatalogues
}

/** The real process as `CommandDeps`. */
export function processDeps({ words, globals, catalogues }: Invocation): CommandDeps {
  const { json, chdir = '.' } = globals
  const mask = new SecretMask()
  const output = outputOf(globals, mask)
  const link = workerLink(process.env)
  const worker = link && { ...link, send: (message: FromWorker) => link.send(mask.applyWithin(message)) }
  leaveQuietlyWhenNobodyReads()
  return {
    directory: resolve(chdir),
    words,
    environment: process.env,
    learnSecrets: (value) => mask.learn(value),
    view: worker !== undefined ? workerView(worker.send) : json ? jsonView(output) : humanView(output),
    ask: askOnTerminal,
    interactive: !json && process.stdout.isTTY && process.stdin.isTTY,
    version: output.version,
    signals: worker?.signals ?? listenToSignals(json ? () => undefined : output.stderr),
    ...(worker === undefined ? {} : { worker }),
    catalogues,
  }
}

function outputOf({ json, color }: Invocation['globals'], mask: SecretMask): Output {
  return {
    stdout: (text) => void process.stdout.write(mask.apply(text)),
    stderr: (text) => void process.stderr.write(mask.apply(text)),
    terminal: process.stdout.isTTY,
    color: !json && wantsColor(color ?? 'auto'),
    width: Math.min(process.stdout.columns ?? USUAL_WIDTH, WIDEST),
    version: readVersion(),
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
