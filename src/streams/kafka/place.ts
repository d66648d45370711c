import { FieldReader } from '../../model/field-reader.ts'
import type { FieldValues } from '../../model/fields.ts'

/** "Same source" as text. One cluster may be known by several lists of brokers; that is not seen here. */
export function kafkaPlace(values: FieldValues): string {
  const fields = new FieldReader(values)
  return `kafka://${fields.texts('bootstrap_servers').toSorted().join(',')}/${fields.text('topic') ?? ''}`
}
