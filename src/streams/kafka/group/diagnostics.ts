import type { DiagnosticCode } from '../../../model/diagnostic.ts'

export const GROUP_IN_USE: DiagnosticCode = {
  code: 'STRM2350',
  severity: 'error',
  summary: 'Consumer group has members',
  explanation:
    'Where an exporter begins, and that it ends, is written into its consumer group while nobody is a member of it: a member would not know of it. Processes that export it are still running, or another program uses a group of this name. Stop them and run the command again. A process that was killed is a member until its `session_timeout` is over (20 seconds by default). `kafka-consumer-groups.sh --describe --group <group> --members` shows who they are.',
}

export const GROUP_OF_ANOTHER: DiagnosticCode = {
  code: 'STRM2351',
  severity: 'error',
  summary: 'Consumer group belongs to somebody else',
  explanation:
    "The members of a consumer group must all speak one protocol, and the one of an exporter carries its uid. So the brokers refuse this process: the members that are there export for another exporter, or are ordinary consumers, and would overwrite each other's positions. By default each exporter has a group of its own; the `group` of a `kafka` block is for a stream with a single exporter. Choose a name that nobody uses.",
}

export const INSTANCE_TAKEN: DiagnosticCode = {
  code: 'STRM2352',
  severity: 'error',
  summary: 'Another process took the group instance id',
  explanation:
    'With `static_membership` each process joins under a fixed group instance id. A second process joined under the same one, so the brokers refuse everything this one sends. It ends, since the two would only drive each other out for ever; nothing is lost or doubled. Run one process per host name, or switch `static_membership` off.',
}

export const ENTRY_FOREIGN: DiagnosticCode = {
  code: 'STRM2353',
  severity: 'error',
  summary: 'Committed offset is not a ledger entry',
  explanation:
    'strmctl keeps what was exported in the metadata of the committed offsets of its consumer group. An offset there has other metadata or none: another program commits to this group, `kafka-consumer-groups.sh --reset-offsets` was used on it, or a newer version of strmctl wrote it. Whatever was exported since cannot be known from it, so nothing is read or written. Give the exporter a group that nobody else uses. `strmctl repair` shows what is there and writes the positions again, from the objects that the exporter has made.',
}

export const ENTRY_TOO_LONG: DiagnosticCode = {
  code: 'STRM2354',
  severity: 'error',
  summary: 'Ledger entry is longer than brokers keep',
  explanation:
    'Brokers keep 4,096 characters of metadata with a committed offset (`offset.metadata.max.bytes`), and a write of up to `message.max.bytes`. Entries of strmctl fit by far with these defaults. Either the brokers were told to keep less, then raise the setting; or this is a mistake of strmctl, please report it. Nothing was lost or doubled.',
}

export const LEDGER_ABSENT: DiagnosticCode = {
  code: 'STRM2355',
  severity: 'error',
  summary: 'Consumer group has no ledger',
  explanation:
    'An applied exporter has a committed offset for each partition in its consumer group. None is there: the group was deleted, or its offsets expired since no process exported for long (`offsets.retention.minutes` of the brokers, 7 days by default). The exporter does not guess where to begin. The objects in the destination still say where each partition ended: `strmctl repair` writes the positions again from them. Or delete and create the exporter to start afresh.',
}

export const GROUP_REFUSED: DiagnosticCode = {
  code: 'STRM2356',
  severity: 'error',
  summary: 'Brokers refuse the use of the consumer group',
  explanation:
    'An exporter joins a consumer group and commits offsets to it. Its user needs Read on the topic and Read, Describe and (for deleting the exporter) Delete on the group; `session_timeout` must lie between `group.min.session.timeout.ms` and `group.max.session.timeout.ms` of the brokers, and the group may have `group.max.size` members. The detail says what the brokers answered.',
}

export const OUTCOME_UNKNOWN: DiagnosticCode = {
  code: 'STRM2357',
  severity: 'error',
  summary: 'It is not known whether positions were written',
  explanation:
    'The connection to the coordinator of the consumer group broke, or nothing came back in time, after the positions were sent. They are written or they are not; they are never sent a second time without a look at what is there. Run the command again.',
}

export const GROUP_CODES: readonly DiagnosticCode[] = [
  GROUP_IN_USE,
  GROUP_OF_ANOTHER,
  INSTANCE_TAKEN,
  ENTRY_FOREIGN,
  ENTRY_TOO_LONG,
  LEDGER_ABSENT,
  GROUP_REFUSED,
  OUTCOME_UNKNOWN,
]
