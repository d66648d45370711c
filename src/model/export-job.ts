import type { FieldValues } from './fields.ts'
import type { KeyLayout } from './object-key/object-key.ts'

/** What happens to a record whose value is not one line: it stops the exporter, is left out, or goes to an object of its own. */
export type InvalidRecordPolicy = 'fail' | 'skip' | 'dead_letter'

/** How objects are compressed. */
export type Compression = 'none' | 'gzip' | 'zstd'

/** One numbered version of an exporter's settings. Recovery uses the revision of the intent, not the newest (engine/PROTOCOL.md, "Identity"). */
export interface Revision extends KeyLayout {
  readonly revision: number
  readonly connector: { readonly address: string; readonly variant: string; readonly settings: FieldValues }
  readonly onInvalidRecord: InvalidRecordPolicy
  /** Of the events, by its name in the catalogue; dead letters are always written in the default one. */
  readonly format: string
  readonly compression: Compression
  /** Of the stream's values, by its name in the catalogue. */
  readonly decoder: string
}

/** An applied exporter, ready to run: made from the state, never from the configuration. */
export interface ExportJob {
  readonly address: string
  readonly name: string
  readonly uid: string
  /** Consumer group's name, fixed at creation. */
  readonly group: string
  readonly stream: { readonly address: string; readonly variant: string; readonly settings: FieldValues }
  readonly topic: string
  readonly intervalMs: number
  /** Before compression. */
  readonly maxObjectBytes: number
  /** 0 = no limit. */
  readonly maxObjectRecords: number
  /** The newest one. */
  readonly current: Revision
  /** Every revision since the exporter was created, by number. */
  readonly revisions: ReadonlyMap<number, Revision>
}
