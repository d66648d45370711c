import type { Revision } from '../../model/export-job.ts'
import { DEFAULT_FORMAT } from '../../model/object-format.ts'
import { DEFAULT_DECODER } from '../../model/record-decoder.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { Plain } from '../../model/plain.ts'
import type { Attributes } from '../../model/state.ts'
import { withoutSecrets } from '../credentials.ts'
import { compressionOf, DEAD_LETTER_PREFIX, policyOf } from './layout.ts'

/** Where an exporter begins to read a partition, recorded before it is written to the ledger. */
export interface StartPosition {
  readonly partition: number
  readonly offset: number
  readonly log?: string
}

/** What is kept of an exporter beside its fields. */
export interface ExporterAttributes {
  readonly uid: string
  /** Consumer group's name, fixed at creation. */
  readonly group: string
  /** The topic's id at creation. */
  readonly topic: string
  readonly start: readonly StartPosition[]
  /** By number, ascending from 1; the last one is current. Never shortened while the exporter lives. */
  readonly revisions: readonly Revision[]
}

/** As plain data for the state. */
export function writeAttributes(attributes: ExporterAttributes): Attributes {
  const start = attributes.start.map((position) => ({ ...position }))
  const revisions = attributes.revisions.map((revision) => {
    const settings = withoutSecrets(revision.connector.settings)
    return { ...revision, connector: { ...revision.connector, settings } }
  })
  return { uid: attributes.uid, group: attributes.group, topic: attributes.topic, start, revisions }
}

/** The gate from the state; nothing for a resource that was never prepared. */
export function readAttributes(attributes: Attributes): ExporterAttributes | undefined {
  if (attributes['uid'] === undefined) return undefined
  return {
    uid: text(attributes['uid']),
    group: text(attributes['group']),
    topic: text(attributes['topic']),
    start: list(attributes['start']).map(readStart),
    revisions: list(attributes['revisions']).map(readRevision),
  }
}

function readStart(value: Plain): StartPosition {
  const record = block(value)
  const position = { partition: number(record['partition']), offset: number(record['offset']) }
  return record['log'] === undefined ? position : { ...position, log: text(record['log']) }
}

function readRevision(value: Plain): Revision {
  const record = block(value)
  const connector = block(record['connector'])
  return {
    revision: number(record['revision']),
    connector: {
      address: text(connector['address']),
      variant: text(connector['variant']),
      settings: block(connector['settings']),
    },
    streamName: text(record['streamName']),
    pathPrefix: text(record['pathPrefix']),
    onInvalidRecord: policyOf(record['onInvalidRecord']) ?? unreadable(),
    // Revisions from before these settings have none of them.
    deadLetterPrefix: text(record['deadLetterPrefix'] ?? DEAD_LETTER_PREFIX),
    format: text(record['format'] ?? DEFAULT_FORMAT),
    compression: compressionOf(record['compression'] ?? 'none') ?? unreadable(),
    decoder: text(record['decoder'] ?? DEFAULT_DECODER),
  }
}

function text(value: Plain | undefined): string {
  return typeof value === 'string' ? value : unreadable()
}

function number(value: Plain | undefined): number {
  return typeof value === 'number' ? value : unreadable()
}

function list(value: Plain | undefined): readonly Plain[] {
  return isList(value) ? value : unreadable()
}

function block(value: Plain | undefined): { readonly [name: string]: Plain } {
  return typeof value === 'object' && value !== null && !isList(value) ? value : unreadable()
}

function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value)
}

function unreadable(): never {
  throw new InternalError('Cannot read the attributes of a batch exporter: they are not what was written')
}
