import type { Diagnostic } from './diagnostic.ts'
import type { ObjectMetadata } from './object-metadata.ts'

/** What a running exporter reports: views, logs and metrics are made from these. `exporter` is its name. */
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
  /** Attempt number `attempt` (from 1) to do `what` ("cannot …") failed; the next one follows in `delayMs`. */
  | {
      readonly event: 'retrying'
      readonly exporter: string
      readonly what: string
      readonly attempt: number
      readonly delayMs: number
      /** Of the cause. */
      readonly code: string
      /** The cause and its remedy. Only where nothing that the exporter retries has met this cause yet. */
      readonly diagnostic?: Diagnostic
    }
  /** After `failures` failed attempts, `what` worked. */
  | { readonly event: 'resumed'; readonly exporter: string; readonly what: string; readonly failures: number }
  | { readonly event: 'rejoining'; readonly exporter: string; readonly why: string }
  | { readonly event: 'warning'; readonly exporter: string; readonly diagnostic: Diagnostic }
  /** Stopped by an error that retrying cannot fix. */
  | { readonly event: 'failed'; readonly exporter: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly event: 'stopped'; readonly exporter: string }
