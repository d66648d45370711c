import type { DiagnosticCode } from '../model/diagnostic.ts'

export const UNKNOWN_REVISION: DiagnosticCode = {
  code: 'STRM3004',
  severity: 'error',
  summary: 'Revision of an announced object is unknown',
  explanation:
    'An object was announced under a revision of the exporter (its destination, prefix and names at that time) that the state does not know. Finishing it elsewhere would write its events twice, so the exporter stops. This happens when `up` runs with an older copy of the state than the one that announced the object: run it with the newest state.',
}

export const FOREIGN_OBJECT: DiagnosticCode = {
  code: 'STRM3005',
  severity: 'error',
  summary: 'Object key is taken',
  explanation:
    'At the key of a new object there is already one that this exporter did not write. Objects are never replaced. Either something else writes below the same path prefix, or two exporters in different states share the place, the prefix and the stream name. Move the object that is in the way, and give the exporter a path prefix of its own.',
}

export const INVALID_RECORD: DiagnosticCode = {
  code: 'STRM3006',
  severity: 'error',
  summary: 'Record is not one line',
  explanation:
    'Each event becomes one line of an object. A value that is empty, contains a newline, or cannot be read as a value at all (a tombstone) has no such line, and `on_invalid_record = "fail"`, the default, stops the exporter there. Everything before it has been exported. Set `on_invalid_record = "dead_letter"` to have such records written to an object of their own, or `"skip"` to leave them out: they are counted, reported and noted in the metadata of the object.',
}

export const RECORDS_SKIPPED: DiagnosticCode = {
  code: 'STRM3007',
  severity: 'warning',
  summary: 'Records were left out',
  explanation:
    'With `on_invalid_record = "skip"`, records whose value is not one line are left out of the objects. Their number is in the metadata of the object whose range they belong to. Correct what produces them.',
}

export const RECORDS_REJECTED: DiagnosticCode = {
  code: 'STRM3011',
  severity: 'warning',
  summary: 'Records were written to the dead letters',
  explanation:
    'With `on_invalid_record = "dead_letter"`, records whose value is not one line (empty, with a newline, or no value at all) become lines of an object of their own below `dead_letter_prefix`: JSON with the stream, partition, offset, reason and value of each. It is written before the object with the other events of the same batch. Correct what produces them.',
}

export const SPILL_FULL: DiagnosticCode = {
  code: 'STRM3012',
  severity: 'warning',
  summary: 'No room to spill',
  explanation:
    'With `strmctl up --spill DIR`, open batches go to files in that directory when the memory of `--memory` is used up. The disk there is full, or `--spill-max` is reached, so the largest open batch is closed early instead, as it would be without `--spill`: there are more and smaller objects. Nothing is lost, and nothing stops. Make room, or raise `--spill-max` or `--memory`.',
}

export const IDENTITY_UNCHECKED: DiagnosticCode = {
  code: 'STRM3008',
  severity: 'warning',
  summary: 'Existing object cannot be checked',
  explanation:
    'An object was there already when it was to be created, which is normal after a lost answer, and the credentials do not allow reading its metadata (HEAD). It is assumed to be ours, since keys of an exporter never repeat. Allow reading of object metadata (for S3: s3:GetObject) to have it checked.',
}

export const OBJECT_INCOMPLETE: DiagnosticCode = {
  code: 'STRM3009',
  severity: 'warning',
  summary: 'Object is incomplete',
  explanation:
    'An announced object had to be written after a crash, and the stream no longer held the records that were announced: retention or compaction removed them in between. What was there has been written, and the object is marked `incomplete` in its metadata. `strmctl up` exits with 1 when it ends, so that this is not overlooked. Lengthen the retention of the stream.',
}

export const UNEXPECTED_FAILURE: DiagnosticCode = {
  code: 'STRM3010',
  severity: 'error',
  summary: 'Exporter stopped unexpectedly',
  explanation:
    'Something happened that the exporter was not built for: this is a bug in strmctl, please report it with the detail. Nothing is lost: run `strmctl up` again and it goes on where the ledger says.',
}

export const ATTEMPT_FAILED: DiagnosticCode = {
  code: 'STRM3013',
  severity: 'warning',
  summary: 'An attempt failed',
  explanation:
    'Something that an exporter does outside of its process failed, for a reason that has no code of its own. It is retried with growing waits until it works, nothing is lost meanwhile, and a line says when it works again. The detail says what failed: check that the stream and the destination run and can be reached from here.',
}

export const ENGINE_CODES: readonly DiagnosticCode[] = [
  UNKNOWN_REVISION,
  FOREIGN_OBJECT,
  INVALID_RECORD,
  RECORDS_SKIPPED,
  IDENTITY_UNCHECKED,
  OBJECT_INCOMPLETE,
  UNEXPECTED_FAILURE,
  RECORDS_REJECTED,
  SPILL_FULL,
  ATTEMPT_FAILED,
]
