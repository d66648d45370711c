import { stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction, problem } from './define-function.ts'
import { parseFormat } from './format-pieces.ts'
import type { Directive } from './format-pieces.ts'
import { formatDirective } from './format-directive.ts'
import { anything, text } from './parameter.ts'

export const format = defineFunction({
  name: 'format',
  doc: 'The text with each verb replaced by the next argument: %s text, %d whole number, %f fraction, %e exponent, %t bool, %q quoted text, %v any value, %x hexadecimal, %o octal, %b binary; %% is a percent sign. Flags, width and precision as in C, %[2]s for the second argument.',
  parameters: [text('format')],
  rest: anything('arguments'),
  call: ([source], { rest }) => {
    const pieces = parseFormat(source)
    if (pieces === undefined) return problem(() => 'a "%" is not followed by a verb. Write "%%" for a percent sign.', 0)
    const written: string[] = []
    for (const piece of pieces) {
      const outcome = typeof piece === 'string' ? { text: piece } : write(piece, rest)
      if ('fault' in outcome) return problem(() => outcome.fault, outcome.argument)
      written.push(outcome.text)
    }
    const used = Math.max(0, ...pieces.map((piece) => (typeof piece === 'string' ? 0 : piece.position)))
    return used < rest.length
      ? problem(
          () => `the format uses ${used} of ${rest.length} arguments. Remove the others, or add verbs for them.`,
          used + 1,
        )
      : stringValue(written.join(''))
  },
})

type Written = { readonly text: string } | { readonly fault: string; readonly argument: number }

function write(directive: Directive, args: readonly Value[]): Written {
  const { position, source } = directive
  const value = args[position - 1]
  if (value === undefined) return { fault: `there is no argument ${position} for "${source}".`, argument: 0 }
  const outcome = formatDirective(directive, value)
  return 'text' in outcome ? outcome : { fault: `"${source}" ${outcome.fault}.`, argument: position }
}
