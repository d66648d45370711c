import type { FieldValue } from '../model/fields.ts'
import type { Signals } from './process/signals.ts'
import type { WorkerLink } from './workers/worker-link.ts'

/** The process around a command, injected so that tests can own it. */
export interface CommandDeps {
  /** Absolute directory of the configuration (`--chdir`, else the working directory). */
  readonly directory: string
  /** The command line as it was written. */
  readonly words: readonly string[]
  readonly environment: { readonly [name: string]: string | undefined }
  /** Never printed from now on, whatever comes to stdout and stderr. */
  readonly learnSecrets: (value: FieldValue) => void
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Reads one line from the terminal, or nothing where there is none or it is closed. */
  readonly ask: (question: string) => Promise<string | undefined>
  /** Both ends are a terminal: a person is there to answer. */
  readonly interactive: boolean
  /** Standard output is a terminal. */
  readonly terminal: boolean
  readonly color: boolean
  readonly width: number
  readonly json: boolean
  readonly version: string
  readonly signals: Signals
  /** This process is one of the workers of `up --workers`: it prints nothing itself. */
  readonly worker?: WorkerLink
}
