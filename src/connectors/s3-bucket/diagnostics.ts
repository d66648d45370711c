import type { DiagnosticCode } from '../../model/diagnostic.ts'

export const NOT_CREATE_ONLY: DiagnosticCode = {
  code: 'STRM2520',
  severity: 'error',
  summary: 'Store replaces objects although it was told not to',
  explanation:
    'Exactly once needs create-only writes: a second object under the same key must be refused (`If-None-Match: *`). The store answered as if it did that and replaced the object, or does not know the condition. AWS S3, MinIO, Ceph from version 19, Cloudflare R2 and Versity refuse; some other stores and older versions do not. Update the store, or choose another one.',
}

export const IDENTITY_UNREADABLE: DiagnosticCode = {
  code: 'STRM2521',
  severity: 'warning',
  summary: 'Objects may be written but not looked at',
  explanation:
    'The credentials may write objects but not read their metadata. Exporters work without it. After a crash one cannot see then whether an object that exists already is its own, and takes it for that. Allow `s3:GetObject` below the path prefix to have it checked; `verify` needs it too.',
}

export const CREDENTIALS_UNREADABLE: DiagnosticCode = {
  code: 'STRM2522',
  severity: 'error',
  summary: 'Credentials cannot be read',
  explanation:
    'The file or environment variable that a data connector takes its credentials from is absent, may not be read, or holds none in a known form. Known are what `aws iam create-access-key` prints (`{"AccessKey": {"AccessKeyId": …, "SecretAccessKey": …}}`, with or without the outer part) and what `mc` keeps for a store (`{"url": …, "accessKey": …, "secretKey": …, "api": "S3v4", "path": "auto"}`). A running exporter reads them again with every attempt.',
}

export const S3_BUCKET_CODES: readonly DiagnosticCode[] = [NOT_CREATE_ONLY, IDENTITY_UNREADABLE, CREDENTIALS_UNREADABLE]
