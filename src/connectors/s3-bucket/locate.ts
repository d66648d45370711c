import type { LocatedPlace } from '../../model/connector.ts'
import type { FieldValues, Plain } from '../../model/fields.ts'
import { S3_BUCKET_FIELDS } from './fields.ts'

/** What may follow the `?`: where the store is. Keys come from the default chain of AWS, never from a URL. */
const KNOWN = ['region', 'endpoint', 'path_style', 'profile']

/** `s3://lake/events?endpoint=http://127.0.0.1:9000&region=eu-west-1`. */
export function locateS3Bucket(url: URL): LocatedPlace | string {
  const prefix = decoded(url.pathname)
  const [bucketName, endpoint] = [url.hostname, url.searchParams.get('endpoint') ?? undefined]
  const mistake = mistakeIn(url) ?? checked('bucket_name', bucketName) ?? checked('endpoint', endpoint)
  if (mistake !== undefined) return mistake
  if (prefix === undefined) return 'its path is not percent-encoded UTF-8'
  return { settings: settingsOf(bucketName, url.searchParams), prefix }
}

function mistakeIn({ username, password, port, hash, searchParams }: URL): string | undefined {
  if (username !== '' || password !== '') {
    return 'credentials do not belong in a URL; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
  }
  if (port !== '') return 'a bucket has no port; write "?endpoint=URL" for a store that is not AWS'
  if (hash !== '') return 'write "%23" for a "#"'
  const names = [...searchParams.keys()]
  const unknown = names.find((name) => !KNOWN.includes(name))
  if (unknown !== undefined) return `"${unknown}" is not known; after the "?" may be ${KNOWN.join(', ')}`
  const twice = names.find((name) => searchParams.getAll(name).length > 1)
  if (twice !== undefined) return `"${twice}" is there more than once`
  const empty = names.find((name) => searchParams.get(name) === '')
  if (empty !== undefined) return `"${empty}" has no value`
  return /^(?:true|false)$/.test(searchParams.get('path_style') ?? 'true') ? undefined : '"path_style" is true or false'
}

/** The field's own rule, as the end of a sentence. */
function checked(name: string, value: Plain | undefined): string | undefined {
  const field = S3_BUCKET_FIELDS[name]
  const sentence = field?.kind === 'field' && value !== undefined ? field.check?.(value) : undefined
  return sentence === undefined
    ? undefined
    : `its ${name.replace('_name', '')} is wrong. ${sentence.replace(/\.$/, '')}`
}

function settingsOf(bucketName: string, options: URLSearchParams): FieldValues {
  const { multipart_threshold: threshold } = S3_BUCKET_FIELDS
  return {
    bucket_name: bucketName,
    ...(threshold?.kind === 'field' && threshold.default !== undefined
      ? { multipart_threshold: threshold.default }
      : {}),
    ...Object.fromEntries(
      [...options].map(([name, value]) => [name, name === 'path_style' ? value === 'true' : value]),
    ),
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replaceAll(/^\/+|\/+$/g, '')
  } catch {
    return undefined
  }
}
