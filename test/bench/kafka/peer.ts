import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'
import type { Codec, FilledTopic } from './topics.ts'
import type { Place } from './verify-prefix.ts'

export interface PeerTask {
  readonly kafka: KafkaTools
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
  /** What it can read; everything without this. */
  readonly codecs?: readonly Codec[]
  /** Everything that happens before the clock starts. */
  readonly prepare: (task: PeerTask) => Promise<PeerCommand>
  /** Reads the topic and writes nothing: its end is the end of the run. */
  readonly discards?: boolean
}
