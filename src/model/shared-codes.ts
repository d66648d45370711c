import type { DiagnosticCode } from './diagnostic.ts'

/*
 * Conditions that more than one folder reports: one condition has one code, wherever it is noticed. Every other code is
 * declared in the `diagnostics.ts` of the folder that reports it.
 */

export const DEPENDENCY_CYCLE: DiagnosticCode = {
  code: 'STRM1264',
  severity: 'error',
  summary: 'Dependency cycle',
  explanation: `Each of the named things needs the next one, and the last needs the first again, so there is no order in which they could be evaluated, created or changed. Two locals do that, for example:

  locals {
    a = local.b
    b = local.a
  }

The path in the message can be followed: every hop names the place and the expression that makes it. Remove one of these references or one entry of \`depends_on\`; a value that both sides need belongs in a variable or a local of its own that refers to neither. When several cycles share members, one is shown: the next one appears when it is fixed.`,
}

export const SELF_REFERENCE: DiagnosticCode = {
  code: 'STRM1265',
  severity: 'error',
  summary: 'Self-reference',
  explanation: `Something refers to itself, so its value would have to be known before it is computed. For example:

  data_connector "archive" {
    name = "\${data_connector.archive.name}-copy"
  }

Remove the reference. Where two arguments of a block should have the same value, give the value a name in \`locals\` and use that in both.`,
}

export const STREAM_RECREATED: DiagnosticCode = {
  code: 'STRM1801',
  severity: 'error',
  summary: 'Stream was deleted and recreated',
  explanation:
    'Every topic (and every stream directory) has an id beside its name, and a stream has another id than the one that its exporter was created for: it was deleted and recreated outside strmctl, or another one was put in its place. Positions in the old one mean nothing in the new one: going on would silently lose or repeat events, so neither `apply` nor `up` does. If the old stream can be brought back, do that. If it is gone for good, remove the block of the exporter, apply, put the block back and apply again: it is then a new exporter that starts afresh.',
}

export const POSITIONS_MISSING: DiagnosticCode = {
  code: 'STRM1803',
  severity: 'error',
  summary: 'Positions of the batch exporter are missing',
  explanation:
    'The ledger says how far an exporter came in each partition, and it has no entry for a partition, or for any, that the exporter was started with. For a Kafka topic the offsets of the group expired (`offsets.retention.minutes`, by default 7 days without a running exporter) or the group was deleted; for a directory the files below ".strmctl" were removed. Starting again at either end would repeat or lose events, so `up` stops rather than guess. The objects at the destination still say in their metadata where each partition ended: `strmctl repair EXPORTER` shows the positions it finds there and writes them back. Or, to start afresh, remove the block of the exporter, apply, put it back and apply again.',
}

export const LEDGER_OF_ANOTHER: DiagnosticCode = {
  code: 'STRM1804',
  severity: 'error',
  summary: 'Ledger belongs to another batch exporter',
  explanation:
    'The entries in the ledger carry the uid of another exporter, or the id of another topic, so their positions are not those of this exporter. Two installations share one consumer group or directory, or a state or a ledger was copied. Nothing is written, since each would spoil the work of the other. Find the other installation; give each exporter a group of its own (by default it has one) by removing and adding the block of one of the two.',
}

export const CREDENTIAL_UNREADABLE: DiagnosticCode = {
  code: 'STRM2315',
  severity: 'error',
  summary: 'Credential cannot be read',
  explanation:
    'A password, an access key, a token or a certificate is taken from a file or an environment variable, and that is not there, cannot be read or is empty. Or no credential is configured, and the default chain of the cloud has none on this machine either. The detail names the file or the variable. Credentials are read again while exporters run, so a running exporter goes on as soon as the credential is there; newlines at the end of a file or a variable are ignored.',
}

/** For `strmctl explain`. */
export const SHARED_CODES: readonly DiagnosticCode[] = [
  DEPENDENCY_CYCLE,
  SELF_REFERENCE,
  STREAM_RECREATED,
  POSITIONS_MISSING,
  LEDGER_OF_ANOTHER,
  CREDENTIAL_UNREADABLE,
]
