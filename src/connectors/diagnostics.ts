import type { DiagnosticCode } from '../model/diagnostic.ts'

export const PERMISSION_MISSING: DiagnosticCode = {
  code: 'STRM2500',
  severity: 'error',
  summary: 'Destination refuses writing',
  explanation:
    'The place of a data connector exists, but the user or role that runs strmctl may not write there. For a local directory, check the owner and mode of the directory and of those above it (`ls -ld`), read-only mounts, and the user that a service runs as. A running exporter keeps retrying, so nothing is lost; it continues as soon as the permission is granted.',
}

export const PLACE_MISSING: DiagnosticCode = {
  code: 'STRM2501',
  severity: 'error',
  summary: 'Destination does not exist',
  explanation:
    'The place of a data connector does not exist, or is not what it should be (a file instead of a directory, another disk at the mount point). A local directory is created when the connector is applied or an exporter starts, but never while an exporter runs: a directory that disappeared then was removed or unmounted, and writing into a new one could hide the objects. Put it back, or restart the exporter to have it created.',
}

export const CREDENTIALS_REFUSED: DiagnosticCode = {
  code: 'STRM2502',
  severity: 'error',
  summary: 'Destination refuses the credentials',
  explanation:
    'The place of a data connector does not know the credentials, or they have expired or were revoked. This is different from a missing permission: the credentials themselves are not accepted. Correct them in the configuration, or renew the file or variable that they come from.',
}

export const PLACE_FULL: DiagnosticCode = {
  code: 'STRM2503',
  severity: 'error',
  summary: 'Destination has no space left',
  explanation:
    'The disk is full, or a quota is used up. No object is ever half written. Free some space; a running exporter continues by itself.',
}

export const PLACE_UNAVAILABLE: DiagnosticCode = {
  code: 'STRM2504',
  severity: 'error',
  summary: 'Destination does not answer',
  explanation:
    'The place of a data connector could not be reached or failed to do its work: an input/output error, a network disk without its server, too many open files. A running exporter keeps retrying.',
}

export const PLACE_OCCUPIED: DiagnosticCode = {
  code: 'STRM2505',
  severity: 'error',
  summary: 'Something else is in the way at the destination',
  explanation:
    'An object cannot be created because something else has its name or that of a directory above it. Example: with `path_prefix = "events"`, a file called "events" in the directory. Move it away, or choose another path prefix.',
}

export const PLACE_UNSUITABLE: DiagnosticCode = {
  code: 'STRM2506',
  severity: 'error',
  summary: 'Destination is not suitable',
  explanation:
    'The place lacks what exactly once needs, cannot hold such names, or a setting of the data connector (region, endpoint) does not fit it, so that no request can succeed. For a local directory the file system must support hard links (ext4, xfs, btrfs, APFS, NTFS and NFS do; FAT and some network mounts do not) and names of up to 255 bytes.',
}

export const UNKNOWN_FAILURE: DiagnosticCode = {
  code: 'STRM2507',
  severity: 'error',
  summary: 'Destination failed',
  explanation:
    'The place of a data connector answered with an error that has no code of its own here. The detail quotes the answer.',
}

export const TEST_OBJECT_LEFT: DiagnosticCode = {
  code: 'STRM2508',
  severity: 'warning',
  summary: 'Test object was left at the destination',
  explanation:
    'To check a destination, strmctl writes an empty object ".strm_test_<uuid>.jsonl" and removes it again. Here it could be written but not removed. Exporters need no permission to remove anything, so this is only a warning: downstream code must ignore these empty files.',
}

export const NOT_CREATE_ONLY: DiagnosticCode = {
  code: 'STRM2520',
  severity: 'error',
  summary: 'Store replaces objects although it was asked not to',
  explanation:
    'Exactly once needs create-only writes: a second object under the same key must be refused (for S3: `If-None-Match: *`). The store answered as if it did that and replaced the object, or does not know the condition. AWS S3, MinIO, Ceph from version 19, Cloudflare R2 and Versity refuse; some other stores and older versions do not. Update the store, or choose another one.',
}

export const IDENTITY_UNREADABLE: DiagnosticCode = {
  code: 'STRM2521',
  severity: 'warning',
  summary: 'Metadata of objects cannot be read',
  explanation:
    'The credentials may write objects but not read their metadata. Exporters work without it. But after a crash they cannot see whether an object that exists already is their own, and assume that it is. Allow reading below the path prefix (for S3: `s3:GetObject`) to have it checked; `verify` needs it too.',
}

export const CREDENTIALS_MALFORMED: DiagnosticCode = {
  code: 'STRM2522',
  severity: 'error',
  summary: 'Credentials are not in a known form',
  explanation:
    'The value, file or environment variable that a data connector takes its credentials from was read, but holds no credentials in a known form, or ones that cannot be used. Known for S3 are what `aws iam create-access-key` prints (`{"AccessKey": {"AccessKeyId": …, "SecretAccessKey": …}}`, with or without the outer part) and what `mc` keeps for a store (`{"url": …, "accessKey": …, "secretKey": …, "api": "S3v4", "path": "auto"}`). A running exporter reads them again with every attempt. Credentials for another store than the one that was opened need a restart.',
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
  NOT_CREATE_ONLY,
  IDENTITY_UNREADABLE,
  CREDENTIALS_MALFORMED,
]
