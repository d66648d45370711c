import type { FunctionDeclaration } from '../evaluate/function-declaration.ts'
import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

/** Functions over numbers. */
export const NUMBERS: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'min',
    doc: 'The smallest of the numbers.',
    parameters: [number('number')],
    rest: number('numbers'),
    call: ([first], { rest }) => numberValue(rest.reduce((a, b) => Math.min(a, b), first)),
  }),
  defineFunction({
    name: 'max',
    doc: 'The largest of the numbers.',
    parameters: [number('number')],
    rest: number('numbers'),
    call: ([first], { rest }) => numberValue(rest.reduce((a, b) => Math.max(a, b), first)),
  }),
  defineFunction({
    name: 'abs',
    doc: 'The number without its sign.',
    parameters: [number('number')],
    call: ([given]) => numberValue(Math.abs(given)),
  }),
  defineFunction({
    name: 'ceil',
    doc: 'The smallest whole number that is not below the number.',
    parameters: [number('number')],
    call: ([given]) => numberValue(Math.ceil(given)),
  }),
  defineFunction({
    name: 'floor',
    doc: 'The largest whole number that is not above the number.',
    parameters: [number('number')],
    call: ([given]) => numberValue(Math.floor(given)),
  }),
]
