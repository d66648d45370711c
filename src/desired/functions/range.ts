import { listValue, numberValue } from '../evaluate/make-value.ts'
import type { CallProblem } from '../evaluate/function-declaration.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction, problem } from './define-function.ts'
import { number, optional } from './parameter.ts'

const MAX_LENGTH = 10_000

export const range = defineFunction({
  name: 'range',
  doc: 'Numbers in steps: range(limit), range(start, limit) or range(start, limit, step), without the limit itself; at most 10000.',
  parameters: [number('start'), optional(number('limit')), optional(number('step'))],
  call: ([first, second, given]) => {
    const [start, limit] = second === undefined ? [0, first] : [first, second]
    return numbers(start, limit, given ?? (limit < start ? -1 : 1))
  },
})

function numbers(start: number, limit: number, step: number): Value | CallProblem {
  const count = Math.max(0, Math.ceil((limit - start) / step))
  if (step === 0) return problem(() => 'the step must not be 0.', 2)
  if (limit !== start && Math.sign(step) !== Math.sign(limit - start))
    return problem(() => 'the step leads away from the limit. Give a negative step to count down.', 2)
  if (count > MAX_LENGTH) return problem(() => `the result would have more than ${MAX_LENGTH} numbers.`)
  return listValue(Array.from({ length: count }, (_, index) => numberValue(start + index * step)))
}
