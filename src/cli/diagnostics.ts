import type { DiagnosticCode } from '../model/diagnostic.ts'

export const INTERNAL_PROBLEM: DiagnosticCode = {
  code: 'STRM4000',
  severity: 'error',
  summary: 'Unexpected problem',
  explanation:
    'Something happened that strmctl has no better words for: an operating-system error at an unusual place or a bug of ours.\n' +
    'What was recorded stays intact: state and ledgers are written so that any crash point is recovered by the next run.\n' +
    'Set STRMCTL_DEBUG=1 and run the command again to see the stack, and report it with that.',
}

export const UNKNOWN_COMMAND: DiagnosticCode = {
  code: 'STRM4001',
  severity: 'error',
  summary: 'Unknown command',
  explanation: 'The first word is not a command of strmctl. "strmctl --help" lists them all.',
}

export const UNKNOWN_OPTION: DiagnosticCode = {
  code: 'STRM4002',
  severity: 'error',
  summary: 'Unknown option',
  explanation:
    'The command does not take this option. "strmctl COMMAND --help" lists what it takes. Long options are written with two dashes; Terraform’s single-dash spelling (-auto-approve) is accepted too.',
}

export const WRONG_USAGE: DiagnosticCode = {
  code: 'STRM4003',
  severity: 'error',
  summary: 'Wrong usage',
  explanation:
    'An argument is missing, is one too many, or has a value the command cannot use. "strmctl COMMAND --help" shows how it is written.',
}

export const NO_CONFIGURATION: DiagnosticCode = {
  code: 'STRM4004',
  severity: 'error',
  summary: 'No configuration files',
  explanation:
    'The directory has no *.strm.hcl, *.strm.yaml or *.strm.yml file. strmctl reads only these, so that files of other tools beside them are left alone.\n' +
    'Change to the directory with your configuration or name it with --chdir DIR.',
}

export const APPROVAL_NEEDED: DiagnosticCode = {
  code: 'STRM4005',
  severity: 'error',
  summary: 'Approval is needed',
  explanation:
    'The command asks before it changes anything, and there is no terminal to ask on (or --no-input was given). Nothing was done. Give --auto-approve in pipelines.',
}

export const NOTHING_APPLIED: DiagnosticCode = {
  code: 'STRM4006',
  severity: 'error',
  summary: 'Nothing was applied yet',
  explanation:
    '"up", "status", "verify", "list" and the like work with what was applied, and the state has nothing. Run "strmctl apply" first; check --chdir if you expected something.',
}

export const UNKNOWN_NAME: DiagnosticCode = {
  code: 'STRM4007',
  severity: 'error',
  summary: 'No such resource',
  explanation:
    'No applied stream, data connector or batch exporter has this name. "strmctl list" shows the names; a block that was written but not applied does not count.',
}

export const STILL_DECLARED: DiagnosticCode = {
  code: 'STRM4009',
  severity: 'error',
  summary: 'Still declared in the configuration',
  explanation:
    'What the configuration declares would be recreated by the next apply. Remove the block it names, then run "strmctl apply", which deletes the resource.',
}

export const CONFIGURATION_DIFFERS: DiagnosticCode = {
  code: 'STRM4010',
  severity: 'warning',
  summary: 'Configuration differs from what was applied',
  explanation:
    '"up" runs what was applied, never what is only written. "strmctl plan" shows the difference, "strmctl apply" applies it; a running "up" follows.',
}

export const UNREADABLE_FILE: DiagnosticCode = {
  code: 'STRM4011',
  severity: 'error',
  summary: 'Cannot read a file',
  explanation:
    'A configuration or variables file exists but cannot be read: check its permissions, that it is a file and that it is UTF-8 text.',
}

export const ONCE_TIMED_OUT: DiagnosticCode = {
  code: 'STRM4012',
  severity: 'error',
  summary: 'Not finished in time',
  explanation:
    '"up --once --timeout" ended before every exporter had passed the end positions taken at its start. Nothing is lost: run it again, or give it more time. "strmctl status" shows the lag.',
}

export const ONE_OWNER_STREAM: DiagnosticCode = {
  code: 'STRM4020',
  severity: 'warning',
  summary: 'Workers cannot share this stream',
  explanation:
    '"up --workers N" shares out the partitions of a Kafka topic among N processes. A directory stream has one owner at a time: one worker exports it, and the others only take over when that one ends. Run without --workers, or put the events into Kafka.',
}

export const SPILL_UNUSABLE: DiagnosticCode = {
  code: 'STRM4013',
  severity: 'error',
  summary: 'Cannot spill there',
  explanation:
    '"up --spill DIR" puts open batches into files in that directory when the memory of "--memory" is used up. It cannot be created, or nothing can be written there. Name a directory on a local disk that this user may write to, or leave "--spill" out: then open batches are closed early instead.',
}

export const ALL_FAILED: DiagnosticCode = {
  code: 'STRM4014',
  severity: 'error',
  summary: 'Every exporter has failed',
  explanation:
    'A destination or a broker that cannot be reached is retried forever. An error that retrying cannot fix (a damaged record, a topic that was recreated, a ledger that is lost, an identity that another process took) stops the one exporter; it starts again when it is applied with other settings. "up" goes on while any of its exporters does. When none is left it ends with exit code 1, so that whatever supervises the process notices; with --workers, when this holds in all of them. Nothing is lost: fix what was reported for each exporter and start "strmctl up" again.',
}

export const SOME_FAILED: DiagnosticCode = {
  code: 'STRM4015',
  severity: 'warning',
  summary: 'Some exporters failed',
  explanation:
    '"up" goes on while any of its exporters does. When it ended, these had stopped before the others, for an error that retrying cannot fix and that was reported then. Being asked to stop is not a failure, so this does not change the exit code of "up"; "up --once" ends with 1. "strmctl status" shows how far each of them is.',
}

export const NOTHING_TO_VERIFY: DiagnosticCode = {
  code: 'STRM4030',
  severity: 'error',
  summary: 'Nothing to verify',
  explanation:
    '"verify URL" proves from the metadata of the objects that are there. None of them was written by a batch exporter, so nothing is proven: the URL points at another place, the objects were moved or expired, or --from is later than the last of them. "strmctl status" shows whether an exporter has written anything yet.',
}

export const REPAIR_REFUSED: DiagnosticCode = {
  code: 'STRM4031',
  severity: 'error',
  summary: 'Ledger cannot be repaired from the objects',
  explanation:
    '"repair" takes the positions from the metadata of the objects, which must be complete. A gap means that objects expired, were moved or were deleted: with --accept-gap the end of the last object that is there counts, so what a gap in between held is considered exported; what objects at the end held is exported again. An overlap means that events are in two objects. Metadata that may not be read for lack of permission proves nothing: allow HEAD. A position past the end of the stream means that the stream was truncated or recreated. Going back with --skip-to would export events twice; nothing does that.',
}

export const EVENTS_LEFT_OUT: DiagnosticCode = {
  code: 'STRM4032',
  severity: 'warning',
  summary: 'Events are left out',
  explanation:
    '"repair --skip-to PARTITION=OFFSET" lets an exporter continue after a range that cannot be read or that nobody needs. No object will hold these offsets: "strmctl verify" shows them as a gap from now on, which is their record.',
}

export const CLI_CODES: readonly DiagnosticCode[] = [
  INTERNAL_PROBLEM,
  UNKNOWN_COMMAND,
  UNKNOWN_OPTION,
  WRONG_USAGE,
  NO_CONFIGURATION,
  APPROVAL_NEEDED,
  NOTHING_APPLIED,
  UNKNOWN_NAME,
  STILL_DECLARED,
  CONFIGURATION_DIFFERS,
  UNREADABLE_FILE,
  ONCE_TIMED_OUT,
  ONE_OWNER_STREAM,
  SPILL_UNUSABLE,
  ALL_FAILED,
  SOME_FAILED,
  NOTHING_TO_VERIFY,
  REPAIR_REFUSED,
  EVENTS_LEFT_OUT,
]
