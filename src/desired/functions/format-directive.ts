import { toBool, toNumber, toText } from '../evaluate/convert-value.ts'
import { describeMismatch, describeType } from '../evaluate/describe-type.ts'
import { holdsReference } from '../evaluate/holds-reference.ts'
import { clearFromValue } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'
import type { Directive } from './format-pieces.ts'
import { graphemes } from './graphemes.ts'

/** `fault` completes `"%d" …`. */
export type Formatted = { readonly text: string } | { readonly fault: string }

/** One argument as its verb writes it. */
export function formatDirective(directive: Directive, value: Value): Formatted {
  const { verb } = directive
  if (verb === 's' || verb === 'q') return formatText(directive, value)
  if (verb === 'v') return formatAny(directive, value)
  if (verb === 't') return formatBool(directive, value)
  if ('dxXob'.includes(verb)) return formatWhole(directive, value)
  if ('feEgG'.includes(verb)) return formatFraction(directive, value)
  return { fault: 'is no verb; there are %s %q %v %t %d %x %X %o %b %f %e %E %g %G' }
}

function formatText(directive: Directive, value: Value): Formatted {
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
