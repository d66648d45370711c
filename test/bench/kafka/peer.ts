import type { Servers } from './servers.ts'
import type { FilledTopic } from './topics.ts'
import type { Place } from './verify-prefix.ts'

export interface PeerTask extends Servers {
  readonly topic: FilledTopic
  readonly place: Place
  /** An empty directory to start in. */
  readonly directory: string
}

/** How to start one. */
export interface PeerCommand {
  readonly command: readonly string[]
  readonly env: { readonly [name: string]: string }
}

/** A program that exports a topic to a bucket as JSON Lines. */
export interface Peer {
  readonly name: string
  /** How it is configured, for the report. */
  readonly configured: string
  /** Everything that happens before the clock starts. */
  readonly prepare: (task: PeerTask) => Promise<PeerCommand>
  /** Reads the topic and writes nothing: its end is the end of the run. */
  readonly discards?: boolean
}
