import { parseBytes } from '../../lib/bytes.ts'
import { parseDuration } from '../../lib/duration.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { textOf, type Args } from './command.ts'
import { WRONG_USAGE } from '../diagnostics.ts'

/** An option's duration in milliseconds, or nothing where it was not given. Rejects a wrong one with a DiagnosedError. */
export function durationOf(args: Args, option: string): number | undefined {
  const text = textOf(args, option)
  if (text === undefined) return undefined
  const reading = parseDuration(text)
  if (reading.outcome === 'read') return reading.seconds * 1000
  throw wrongQuantity({ option, text, suggestion: reading.suggestion, kind: 'a duration such as "90s" or "5m"' })
}

/** An option's size in bytes, or nothing where it was not given. */
export function sizeOf(args: Args, option: string): number | undefined {
  const text = textOf(args, option)
  if (text === undefined) return undefined
  const reading = parseBytes(text)
  if (reading.outcome === 'read') return reading.bytes
  throw wrongQuantity({ option, text, suggestion: reading.suggestion, kind: 'a size such as "128MiB"' })
}

interface WrongQuantity {
  readonly option: string
  readonly text: string
  readonly suggestion: string | undefined
  readonly kind: string
}

function wrongQuantity({ option, text, suggestion, kind }: WrongQuantity): DiagnosedError {
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`
  return new DiagnosedError([diagnose(WRONG_USAGE, { detail: `"--${option}" needs ${kind}, not "${text}".${hint}` })])
}
