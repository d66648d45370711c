import type { Style } from './view.ts'

/** Where views print. */
export interface Output extends Style {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Standard output is a terminal. */
  readonly terminal: boolean
  readonly version: string
}
