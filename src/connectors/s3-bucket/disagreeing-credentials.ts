import type { ConnectorVariant } from '../../model/connector.ts'
import type { FieldValues } from '../../model/fields.ts'

/** Each by itself is a way to log in. */
const WAYS = ['credentials', 'credentials_file', 'credentials_env', 'access_key_id', 'profile']

/** One way to log in at most, and that whole. */
export const disagreeingCredentials: NonNullable<ConnectorVariant['disagreement']> = (settings) => {
  const isSet = (field: string): boolean => has(settings, field)
  const [first, second] = WAYS.filter(isSet)
  if (second !== undefined) {
    return { field: second, sentence: `"${first}" and "${second}" are two ways to log in. Keep one of them.` }
  }
  if (isSet('access_key_id') && !isSet('secret_access_key')) {
    return { field: 'access_key_id', sentence: 'An access key needs its secret: set "secret_access_key" too.' }
  }
  const lonely = ['secret_access_key', 'session_token'].find((field) => isSet(field) && !isSet('access_key_id'))
  if (lonely === undefined) return undefined
  return { field: lonely, sentence: `"${lonely}" belongs to an access key: set "access_key_id" too.` }
}

function has(settings: FieldValues, field: string): boolean {
  return settings[field] !== undefined && settings[field] !== null
}
