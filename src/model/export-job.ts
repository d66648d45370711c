import type { FieldValues } from './fields.ts'

/** What happens to a record whose value is not one line. */
export type InvalidRecordPolicy = 'fail' | 'skip'

/** One numbered version of an exporter's settings. Recovery uses the revision of the intent, not the newest (exactly-once.md "Identity"). */
export interface Revision {
  readonly revision: number
  readonly connector: { readonly address: string; readonly variant: string; readonly settings: FieldValues }
  /** The stream's outside name: part of object keys. */
  readonly streamName: string
  /** Without slashes at its ends; empty = none. */
  readonly pathPrefix: string
  readonly onInvalidRecord: InvalidRecordPolicy
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
  readonly maxObjectBytes: number
  /** 0 = no limit. */
  readonly maxObjectRecords: number
  /** The newest one. */
  readonly current: Revision
  /** Every revision since the exporter was created, by number. */
  readonly revisions: ReadonlyMap<number, Revision>
}
