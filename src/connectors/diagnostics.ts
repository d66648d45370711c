import type { DiagnosticCode } from '../model/diagnostic.ts'
import { S3_BUCKET_CODES } from './s3-bucket/diagnostics.ts'

export const PERMISSION_MISSING: DiagnosticCode = {
  code: 'STRM2500',
  severity: 'error',
  summary: 'Destination refuses writing',
  explanation:
    'The place of a data connector exists, but the user or role that runs strmctl may not write there. For a local directory: look at the owner and mode of the directory and of those above it (`ls -ld`), at read-only mounts and at the user that a service runs as. An exporter that is running keeps trying, so nothing is lost; it goes on as soon as the permission is there.',
}

export const PLACE_MISSING: DiagnosticCode = {
  code: 'STRM2501',
  severity: 'error',
  summary: 'Destination does not exist',
  explanation:
    'The place of a data connector is not there, or is not what it should be (a file instead of a directory, another disk at the mount point). A local directory is made when the connector is applied or an exporter starts, but never while an exporter runs: a directory that vanished then was removed or unmounted, and writing into a new one could hide the objects. Put it back, or restart the exporter to have it made.',
}

export const CREDENTIALS_REFUSED: DiagnosticCode = {
  code: 'STRM2502',
  severity: 'error',
  summary: 'Destination refuses the credentials',
  explanation:
    'The place of a data connector does not know the credentials, or they have expired or were revoked. This is another mistake than a missing permission: the credentials themselves are not accepted. Correct them in the configuration, or renew the file or variable that they come from.',
}

export const PLACE_FULL: DiagnosticCode = {
  code: 'STRM2503',
  severity: 'error',
  summary: 'Destination has no space left',
  explanation:
    'The disk is full, or a quota is used up. No object is ever half written. Free some space; a running exporter goes on by itself.',
}

export const PLACE_UNAVAILABLE: DiagnosticCode = {
  code: 'STRM2504',
  severity: 'error',
  summary: 'Destination does not answer',
  explanation:
    'The place of a data connector could not be reached or failed to do its work: an input/output error, a network disk without its server, too many open files. A running exporter keeps trying.',
}

export const PLACE_OCCUPIED: DiagnosticCode = {
  code: 'STRM2505',
  severity: 'error',
  summary: 'Something else is in the way at the destination',
  explanation:
    'An object cannot be made because something of another sort has its name or that of a directory above it. Example: with `path_prefix = "events"`, a file called "events" in the directory. Move it away, or choose another path prefix.',
}

export const PLACE_UNSUITABLE: DiagnosticCode = {
  code: 'STRM2506',
  severity: 'error',
  summary: 'Destination is not suitable',
  explanation:
    'The place cannot give what exactly-once needs, or cannot hold such names. For a local directory the file system must support hard links (ext4, xfs, btrfs, APFS, NTFS and NFS do; FAT and some network mounts do not) and names of up to 255 bytes.',
}

export const UNKNOWN_FAILURE: DiagnosticCode = {
  code: 'STRM2507',
  severity: 'error',
  summary: 'Destination failed',
  explanation:
    'The place of a data connector answered with an error that strmctl has no better name for. The detail holds the answer as it came.',
}

export const TEST_OBJECT_LEFT: DiagnosticCode = {
  code: 'STRM2508',
  severity: 'warning',
  summary: 'Test object was left at the destination',
  explanation:
    'To check a destination, strmctl writes an empty object ".strm_test_<uuid>.jsonl" and removes it again. Here it may be written but not removed. Exporters need no permission to remove anything, so this is only a warning: downstream code has to ignore these empty files.',
}

export const CONNECTORS_CODES: readonly DiagnosticCode[] = [
  PERMISSION_MISSING,
  PLACE_MISSING,
  CREDENTIALS_REFUSED,
  PLACE_FULL,
  PLACE_UNAVAILABLE,
  PLACE_OCCUPIED,
  PLACE_UNSUITABLE,
  UNKNOWN_FAILURE,
  TEST_OBJECT_LEFT,
  ...S3_BUCKET_CODES,
]
