import type { FieldValues } from '../../model/fields.ts'

/** "Same source" as text. One cluster may be known by several lists of brokers; that is not seen here. */
export function kafkaPlace(values: FieldValues): string {
  const servers = values['bootstrap_servers']
  const topic = values['topic']
  const list: readonly unknown[] = Array.isArray(servers) ? servers : []
  return `kafka://${list.map(String).toSorted().join(',')}/${typeof topic === 'string' ? topic : ''}`
}
