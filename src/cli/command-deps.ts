import type { CommandCatalogues } from './catalogues.ts'
import type { FieldValue } from '../model/fields.ts'
import type { Signals } from './process/signals.ts'
import type { View } from './views/view.ts'
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
  /** The only way to print. */
  readonly view: View
  /** Reads one line from the terminal, or nothing where there is none or it is closed. */
  readonly ask: (question: string) => Promise<string | undefined>
  /** A person reads and can answer: both ends are a terminal, and the output is for people. */
  readonly interactive: boolean
  readonly version: string
  readonly signals: Signals
  /** This process is one of the workers of `up --workers`: it prints nothing itself. */
  readonly worker?: WorkerLink
  readonly catalogues: CommandCatalogues
}
