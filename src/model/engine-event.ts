import type { Diagnostic } from './diagnostic.ts'
import type { ObjectMetadata } from './object-metadata.ts'

/** What a running exporter tells: views, logs and metrics are made from these. `exporter` is its name. */
export type EngineEvent =
  | { readonly event: 'starting'; readonly exporter: string }
  | { readonly event: 'waiting'; readonly exporter: string; readonly why: string }
  | { readonly event: 'running'; readonly exporter: string; readonly partitions: readonly number[] }
  | {
      readonly event: 'object'
      readonly exporter: string
      readonly key: string
      readonly place: string
      readonly bytes: number
      readonly metadata: ObjectMetadata
      readonly recovered: boolean
    }
  | { readonly event: 'progress'; readonly exporter: string; readonly openRecords: number; readonly openBytes: number }
  /** A wait before trying again: `attempt` from 1, `delayMs` until the next. */
  | {
      readonly event: 'retrying'
      readonly exporter: string
      readonly what: string
      readonly reason: string
      readonly attempt: number
      readonly delayMs: number
    }
  | { readonly event: 'rejoining'; readonly exporter: string; readonly why: string }
  | { readonly event: 'warning'; readonly exporter: string; readonly diagnostic: Diagnostic }
  /** Stopped for a reason that waiting does not mend. */
  | { readonly event: 'failed'; readonly exporter: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly event: 'stopped'; readonly exporter: string }
