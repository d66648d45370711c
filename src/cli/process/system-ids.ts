import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../../model/ids.ts'

const BATCH_BYTES = 12

/** The machine's randomness; a batch id has 96 bits. */
export const systemIds: Ids = {
  uuid: () => randomUUID(),
  batch: () => randomBytes(BATCH_BYTES).toString('base64url'),
}
