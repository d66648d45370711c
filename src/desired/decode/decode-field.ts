import type { Field, FieldValue } from '../../model/fields.ts'
import { Secret } from '../../model/secret.ts'
import type { Value } from '../evaluate/value.ts'
import { checkField } from './check-field.ts'
import { decodeType, type ReferenceResolver } from './decode-type.ts'
import type { Decoded } from './problem.ts'
import { writtenText } from './written-text.ts'
import { revealed } from './revealed.ts'

/** What decoding a field needs to know besides the value. */
export interface FieldSite {
  /** Name of the argument, for messages. */
  readonly name: string
  readonly references: ReferenceResolver
}

/** The normalized value of a field from what was evaluated for it. A sensitive field, and whatever is derived from something sensitive, becomes a `Secret`. */
export function decodeField(value: Value, field: Field, site: FieldSite): Decoded<FieldValue> {
  const hidden = field.sensitive === true || value.sensitive
  const result = decodeType(value, field.value, { name: site.name, references: site.references, hidden, field })
  if (result.outcome !== 'value') return result
  const clear = revealed(result.value)
  const problems = checkField(clear, field, {
    name: site.name,
    hidden: hidden || holdsSecret(result.value),
    written: writtenText(value),
  })
  if (problems.length > 0) return { outcome: 'problems', problems }
  return hidden ? { outcome: 'value', value: new Secret(clear) } : result
}

function holdsSecret(value: FieldValue): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => holdsSecret(part))
}
