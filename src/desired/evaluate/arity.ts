import { counted } from '../../lib/counted.ts'
import type { FunctionDeclaration } from './function-declaration.ts'

/** What is wrong with the number of arguments, or nothing. */
export function describeArity(declared: FunctionDeclaration, count: number): string | undefined {
  const { name, parameters, rest } = declared
  const least = parameters.filter((parameter) => !parameter.optional).length
  const most = rest === undefined ? parameters.length : Infinity
  if (count >= least && count <= most) return undefined
  const missing = parameters[count]
  const hint =
    missing === undefined || count > most ? '' : ` The argument "${missing.name}" (${missing.type}) is missing.`
  return `The function "${name}" takes ${describeCount(least, most)}, but is called with ${count}.${hint} Its form is ${describeSignature(declared)}.`
}

function describeCount(least: number, most: number): string {
  if (most === Infinity) return `at least ${counted(least, 'argument')}`
  if (least === most) return least === 0 ? 'no arguments' : counted(least, 'argument')
  return `${least} to ${counted(most, 'argument')}`
}

/** `join(separator, lists...)`; optional parameters in brackets. */
function describeSignature({ name, parameters, rest }: FunctionDeclaration): string {
  const names = parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name))
  return `${name}(${[...names, ...(rest === undefined ? [] : [`${rest.name}...`])].join(', ')})`
}
