import type { Field, FieldValue } from '../../model/fields.ts'
import { Secret } from '../../model/secret.ts'
import type { Value } from '../evaluate/value.ts'
import { checkField } from './check-field.ts'
import { decodeType, type ReferenceResolver, revealed, writtenText } from './decode-type.ts'
import { PUBLIC_SECRET } from './diagnostics.ts'
import { type Decoded, type Problem, refused } from './decoded.ts'

/** What decoding a field needs to know besides the value. */
export interface FieldSite {
  /** Name of the argument, for messages. */
  readonly name: string
  readonly references: ReferenceResolver
  /** The field says how to log in, so it may be secret without being declared so. */
  readonly credentials: boolean
}

/** The normalized value of a field from what was evaluated for it. A sensitive field, and what says how to log in and is derived from something sensitive, becomes a `Secret`; every other field refuses what is sensitive. */
export function decodeField(value: Value, field: Field, site: FieldSite): Decoded<FieldValue> {
  const hidden = field.sensitive === true || value.sensitive
  const result = decodeType(value, field.value, { name: site.name, references: site.references, hidden, field })
  if (result.outcome !== 'value') return result
  const mayBeSecret = field.sensitive === true || site.credentials
  if (!mayBeSecret && (hidden || holdsSecret(result.value))) return refused(publicSecret(site.name))
  const clear = revealed(result.value)
  const problems = checkField(clear, field, {
    name: site.name,
    hidden: hidden || holdsSecret(result.value),
    written: writtenText(value),
  })
  if (problems.length > 0) return { outcome: 'problems', problems }
  return hidden ? { outcome: 'value', value: new Secret(clear) } : result
}

/** Names, paths and times show in object keys, directories and listings: encrypting them in the state would hide nothing. */
function publicSecret(name: string): Omit<Problem, 'path'> {
  const detail = `"${name}" is visible to everyone who can list the objects, so a sensitive value would not stay secret there. Use another value, or nonsensitive(...) if this one may be visible.`
  return { code: PUBLIC_SECRET, detail }
}

function holdsSecret(value: FieldValue): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => holdsSecret(part))
}
