import type { FormatCatalogue } from '../model/object-format.ts'
import { JSONL } from './jsonl/jsonl.ts'

/** All formats of objects. */
export const FORMATS: FormatCatalogue = {
  jsonl: JSONL,
}
