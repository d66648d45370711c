import { KafkaResponseError } from './errors.ts'
import { KAFKA_ERROR, errorName } from './protocol/error-codes.ts'

/** Throws KafkaResponseError for every code but NONE. `action`: `create topic "orders"`. `text`: the broker's own, if it gave one. */
export function throwWhereRefused(code: number, action: string, text?: string): void {
  if (code !== KAFKA_ERROR.NONE) throw refused(code, action, text)
}

export function refused(code: number, action: string, text?: string): KafkaResponseError {
  const codeName = errorName(code)
  const words = text === undefined || text === '' ? '' : ` (${text})`
  return new KafkaResponseError({ code, codeName }, `Cannot ${action}: the broker answers ${codeName}${words}`)
}
