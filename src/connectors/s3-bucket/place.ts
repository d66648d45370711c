import type { FieldValues } from '../../model/fields.ts'
import { parseCredentials } from './parse-credentials.ts'
import { s3BucketSettings } from './settings.ts'

/** "Same place" as text, without opening. An endpoint that only a file or a variable tells is not seen here. */
export function s3BucketPlace(values: FieldValues): string {
  const { bucketName, endpoint, credentials } = s3BucketSettings(values)
  const captured = credentials.from === 'text' ? parseCredentials(credentials.text) : undefined
  const url = typeof captured === 'object' ? captured.url : undefined
  return placeText(bucketName, endpoint ?? url)
}

/** `s3://bucket`, and the host where it is not AWS, in one way of writing. */
export function placeText(bucketName: string, endpoint: string | undefined): string {
  const place = `s3://${bucketName}`
  if (endpoint === undefined || !URL.canParse(endpoint)) return place
  const { host, hostname, pathname } = new URL(endpoint)
  return isAws(hostname) ? place : `${place} at ${host}${pathname.replace(/\/+$/, '')}`
}

/** Buckets of AWS have one name space, whatever the endpoint. */
function isAws(hostname: string): boolean {
  return /(?:^|\.)amazonaws\.com(?:\.cn)?$/.test(hostname)
}
