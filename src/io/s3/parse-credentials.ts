import type { S3Credentials } from './s3-settings.ts'

/** What a credentials JSON says. */
export interface ParsedCredentials {
  readonly credentials: S3Credentials
  /** Where the store is; only the form of `mc` says so. */
  readonly url: string | undefined
  /** Whether the bucket is part of the path (`on`, `off`); undefined for `auto` and where nothing is said. */
  readonly pathStyle: boolean | undefined
}

/** Reads an access key in one of the known forms; a text says what is wrong with it, as the end of a sentence, and quotes nothing of it. */
export function parseCredentials(text: string): ParsedCredentials | string {
  const value = parseJson(text)
  if (value === undefined) return 'they are not a JSON object'
  const inner = recordAt(value, 'AccessKey') ?? recordAt(value, 'Credentials') ?? value
  return fromAws(inner) ?? fromAlias(value) ?? UNKNOWN_FORM
}

const UNKNOWN_FORM =
  'they have neither "AccessKeyId" and "SecretAccessKey", as "aws iam create-access-key" prints them, nor "accessKey" and "secretKey"'

function fromAws(value: Json): ParsedCredentials | string | undefined {
  const [id, secret] = [textAt(value, 'AccessKeyId'), textAt(value, 'SecretAccessKey')]
  if (id === undefined || secret === undefined) return undefined
  if (textAt(value, 'Status') === 'Inactive') return 'the access key is marked "Inactive"'
  const credentials = withToken(id, secret, textAt(value, 'SessionToken'))
  return { credentials, url: undefined, pathStyle: undefined }
}

function fromAlias(value: Json): ParsedCredentials | string | undefined {
  const [id, secret] = [textAt(value, 'accessKey'), textAt(value, 'secretKey')]
  if (id === undefined || secret === undefined) return undefined
  if (textAt(value, 'api')?.toUpperCase() === 'S3V2') return 'the signature version "S3v2" is not supported'
  const url = textAt(value, 'url')
  if (url !== undefined && !isStoreUrl(url))
    return 'their "url" does not begin with "https://" or "http://", or has more than a host'
  const path = textAt(value, 'path')
  const pathStyle = path === 'on' || path === 'off' ? path === 'on' : undefined
  return { credentials: withToken(id, secret, textAt(value, 'sessionToken')), url, pathStyle }
}

function isStoreUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '')
}

function withToken(accessKeyId: string, secretAccessKey: string, sessionToken: string | undefined): S3Credentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
}

type Json = { readonly [name: string]: unknown }

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function recordAt(value: Json, name: string): Json | undefined {
  const found = value[name]
  return isRecord(found) ? found : undefined
}

function textAt(value: Json, name: string): string | undefined {
  const found = value[name]
  return typeof found === 'string' && found !== '' ? found : undefined
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
