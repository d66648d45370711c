import { parseCredentials } from './parse-credentials.ts'
import type { S3Settings } from './s3-settings.ts'

/** "Same place" as text, without opening. An endpoint that is only in a file or variable of credentials is not seen here. */
export function s3Place({ bucket, endpoint, credentials }: S3Settings): string {
  const captured =
    credentials.from === 'json' && credentials.reference.from === 'value'
      ? parseCredentials(credentials.reference.text)
      : undefined
  return s3PlaceAt(bucket, endpoint ?? (typeof captured === 'object' ? captured.url : undefined))
}

/** `s3://bucket`, and the host where it is not AWS, spelled in one way. */
export function s3PlaceAt(bucket: string, endpoint: string | undefined): string {
  const place = `s3://${bucket}`
  if (endpoint === undefined || !URL.canParse(endpoint)) return place
  const { host, hostname, pathname } = new URL(endpoint)
  return isAws(hostname) ? place : `${place} at ${host}${pathname.replace(/\/+$/, '')}`
}

/** Buckets of AWS have one name space, whatever the endpoint. */
function isAws(hostname: string): boolean {
  return /(?:^|\.)amazonaws\.com(?:\.cn)?$/.test(hostname)
}
