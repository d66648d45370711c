import type { DiagnosticCode } from '../model/diagnostic.ts'

export const CONNECTOR_NOT_REACHED: DiagnosticCode = {
  code: 'STRM1800',
  severity: 'warning',
  summary: 'Data connector cannot be reached',
  explanation:
    'While the plan was made the place of a data connector did not answer, or it is not there any more. Nothing is changed by this; a running exporter keeps trying and loses nothing. Bring the place back (make the bucket or directory, correct the network), or change the data connector.',
}

export const STREAM_CHANGED_ID: DiagnosticCode = {
  code: 'STRM1802',
  severity: 'warning',
  summary: 'Stream is another one than was applied',
  explanation:
    'The id of the topic (or directory) differs from the one that was recorded when the stream was applied: it was deleted and recreated outside strmctl. Exporters that were created for the old one stop with STRM1801.',
}

export const STREAM_NOT_APPLIED: DiagnosticCode = {
  code: 'STRM1805',
  severity: 'error',
  summary: 'Stream of the batch exporter is not applied',
  explanation:
    'A batch exporter is to be created, changed or deleted, but the state does not know its stream or its data connector. This happens when the state was edited by hand. Apply a configuration that declares them, then try again.',
}

export const CONNECTOR_STILL_NEEDED: DiagnosticCode = {
  code: 'STRM1806',
  severity: 'error',
  summary: 'Data connector is needed by an unfinished object',
  explanation:
    'A batch exporter used this data connector until a moment ago, and an object that it announced there is not finished. Only the credentials of this data connector can finish it, so it is not deleted yet. Run `strmctl up --once` (or leave `up` running), which finishes the object, and apply again.',
}

export const RECOVERY_NOT_FINISHED: DiagnosticCode = {
  code: 'STRM1807',
  severity: 'error',
  summary: 'Open batches could not be finished in time',
  explanation:
    'Before an exporter is deleted its open batches are finished: an object that was announced is written, so that nothing is half there. The destination did not take it within the time allowed. Nothing was removed; bring the destination back (the lines before tell what it answers) and apply again.',
}

export const POSITIONS_EXPIRE_SOON: DiagnosticCode = {
  code: 'STRM1808',
  severity: 'warning',
  summary: 'Positions expire soon when nobody exports',
  explanation:
    'Where an exporter of a Kafka topic has come is kept in the committed offsets of its consumer group. Brokers delete these when the group had no members for `offsets.retention.minutes`, 7 days by default; these brokers do it sooner. While `strmctl up` runs the positions are kept, also without new events. When they are gone the exporter stops and says so; it never starts again by a guess. Raise the setting on the brokers if `up` may stand still for that long.',
}

export const LEDGER_LEFT: DiagnosticCode = {
  code: 'STRM1809',
  severity: 'warning',
  summary: 'Ledger of another batch exporter was left',
  explanation:
    'The batch exporter was deleted, but the consumer group or directory that was to be its ledger holds positions of another exporter. Both were given the same group, and this one never exported with it. Removing it would have taken the positions of the other one away, so it stays.',
}

export const ACTIONS_CODES: readonly DiagnosticCode[] = [
  CONNECTOR_NOT_REACHED,
  STREAM_CHANGED_ID,
  STREAM_NOT_APPLIED,
  CONNECTOR_STILL_NEEDED,
  RECOVERY_NOT_FINISHED,
  POSITIONS_EXPIRE_SOON,
  LEDGER_LEFT,
]
