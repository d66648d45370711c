import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { textOf, type Args } from './command.ts'
import { WRONG_USAGE } from '../diagnostics.ts'

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** An option's point in time, in milliseconds since the Unix epoch; without a zone it is UTC, as in the keys of objects. */
export function momentOf(args: Args, option: string): number | undefined {
  const text = textOf(args, option)
  if (text === undefined) return undefined
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`
  const time = MOMENT.test(text) ? Date.parse(zoned) : NaN
  if (!Number.isNaN(time)) return time
  const detail = `"--${option}" needs a time such as "2026-03-01" or "2026-03-01T12:00:00Z", not "${text}"`
  throw new DiagnosedError([diagnose(WRONG_USAGE, { detail })])
}
