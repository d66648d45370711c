import { toBool, toNumber, toText } from '../evaluate/convert-value.ts'
import { describeMismatch, describeType } from '../evaluate/describe-type.ts'
import { holdsReference } from '../evaluate/make-value.ts'
import { clearFromValue } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'
import { graphemes } from '../../lib/graphemes.ts'

type Outcome = { readonly text: string } | { readonly fault: string; readonly argument: number }

/** The format with its verbs replaced by the arguments. `argument` is the index of the one at fault, 0 being the format. */
export function formatText(format: string, args: readonly Value[]): Outcome {
  const pieces = parseFormat(format)
  if (pieces === undefined)
    return { fault: 'a "%" is not followed by a verb. Write "%%" for a percent sign.', argument: 0 }
  const written: string[] = []
  for (const piece of pieces) {
    const outcome = typeof piece === 'string' ? { text: piece } : write(piece, args)
    if ('fault' in outcome) return outcome
    written.push(outcome.text)
  }
  const used = Math.max(0, ...pieces.map((piece) => (typeof piece === 'string' ? 0 : piece.position)))
  if (used >= args.length) return { text: written.join('') }
  const fault = `the format uses ${used} of ${args.length} arguments. Remove the others, or add verbs for them.`
  return { fault, argument: used + 1 }
}

/** A verb of a format with what modifies it. */
interface Directive {
  /** As written: `%-5.2f`. */
  readonly source: string
  readonly verb: string
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  /** Which argument it formats, from 1. */
  readonly position: number
}

const DIRECTIVE = /%([-+ 0]*)(\d{0,3})(?:\.(\d{0,2}))?(?:\[(\d{1,3})\])?([a-zA-Z%])|%/g

/** The literal texts and directives of a format in order; nothing where a percent sign does not begin a directive. */
function parseFormat(source: string): readonly (string | Directive)[] | undefined {
  const pieces: (string | Directive)[] = []
  let [end, position] = [0, 0]
  for (const match of source.matchAll(DIRECTIVE)) {
    const [whole, flags = '', width = '', precision, index, verb] = match
    if (verb === undefined) return undefined
    pieces.push(source.slice(end, match.index))
    end = match.index + whole.length
    if (verb !== '%') position = index === undefined ? position + 1 : Number(index)
    if (verb === '%') pieces.push('%')
    else pieces.push({ source: whole, verb, flags, width: Number(width), precision: toPrecision(precision), position })
  }
  return [...pieces, source.slice(end)]
}

function toPrecision(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function write(directive: Directive, args: readonly Value[]): Outcome {
  const { position, source } = directive
  const value = args[position - 1]
  if (value === undefined) return { fault: `there is no argument ${position} for "${source}".`, argument: 0 }
  const outcome = formatDirective(directive, value)
  return 'text' in outcome ? outcome : { fault: `"${source}" ${outcome.fault}.`, argument: position }
}

/** `fault` completes `"%d" …`. */
type Formatted = { readonly text: string } | { readonly fault: string }

/** One argument as its verb writes it. */
function formatDirective(directive: Directive, value: Value): Formatted {
  const { verb } = directive
  if (verb === 's' || verb === 'q') return formatString(directive, value)
  if (verb === 'v') return formatAny(directive, value)
  if (verb === 't') return formatBool(directive, value)
  if ('dxXob'.includes(verb)) return formatWhole(directive, value)
  if ('feEgG'.includes(verb)) return formatFraction(directive, value)
  return { fault: 'is not a verb; the verbs are %s %q %v %t %d %x %X %o %b %f %e %E %g %G' }
}

function formatString(directive: Directive, value: Value): Formatted {
  const text = toText(value)
  if (text === undefined) return { fault: `needs a string, given ${describeType(value)}` }
  const cut = directive.precision === undefined ? text : graphemes(text).slice(0, directive.precision).join('')
  return pad(directive, directive.verb === 'q' ? JSON.stringify(cut) : cut)
}

function formatAny(directive: Directive, value: Value): Formatted {
  if (holdsReference(value)) return { fault: 'cannot write a reference to a resource; name one of its attributes' }
  return pad(directive, toText(value) ?? JSON.stringify(clearFromValue(value)))
}

function formatBool(directive: Directive, value: Value): Formatted {
  const read = toBool(value)
  return read === undefined
    ? { fault: `needs a bool, given ${describeMismatch(value, 'bool')}` }
    : pad(directive, String(read))
}

const BASES: { readonly [verb: string]: number } = { d: 10, x: 16, X: 16, o: 8, b: 2 }

function formatWhole(directive: Directive, value: Value): Formatted {
  const read = toNumber(value)
  if (read === undefined) return { fault: `needs a number, given ${describeMismatch(value, 'number')}` }
  if (!Number.isInteger(read)) return { fault: 'needs a whole number, given a fraction; use %f' }
  const digits = Math.abs(read)
    .toString(BASES[directive.verb] ?? 10)
    .padStart(directive.precision ?? 0, '0')
  return padNumber(directive, read, directive.verb === 'X' ? digits.toUpperCase() : digits)
}

function formatFraction(directive: Directive, value: Value): Formatted {
  const read = toNumber(value)
  if (read === undefined) return { fault: `needs a number, given ${describeMismatch(value, 'number')}` }
  const digits = writeFraction(Math.abs(read), directive)
  return padNumber(directive, read, directive.verb === directive.verb.toUpperCase() ? digits.toUpperCase() : digits)
}

function writeFraction(value: number, { verb, precision }: Directive): string {
  if (verb === 'f') return value.toFixed(precision ?? 6)
  const text = verb === 'e' || verb === 'E' ? value.toExponential(precision ?? 6) : String(shorten(value, precision))
  return text.replace(/e([-+])(\d)$/, 'e$10$2')
}

function shorten(value: number, precision: number | undefined): number {
  return precision === undefined ? value : Number(value.toPrecision(Math.max(1, precision)))
}

function padNumber(directive: Directive, value: number, digits: string): Formatted {
  const { flags, width } = directive
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const zeros = flags.includes('0') && !flags.includes('-')
  return pad(directive, sign + (zeros ? digits.padStart(width - sign.length, '0') : digits))
}

function pad({ flags, width }: Directive, text: string): Formatted {
  const missing = ' '.repeat(Math.max(0, width - graphemes(text).length))
  return { text: flags.includes('-') ? text + missing : missing + text }
}
