import type { SourceRange } from '../../model/source-range.ts'
import { describeType } from './describe-type.ts'
import { INVALID_ARGUMENT, NULL_VALUE } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import type { FunctionDeclaration, ParameterDeclaration } from './function-declaration.ts'
import { holdsReference } from './holds-reference.ts'
import { depthOf, holdsUnknown } from './make-value.ts'
import type { Value } from './value.ts'

/** An argument and where it is written. */
export interface Argument {
  readonly value: Value
  readonly range: SourceRange
}

/** Whether every argument fits its parameter; each that does not is reported. An unknown fits everything. */
export function acceptArguments(
  declared: FunctionDeclaration,
  args: readonly Argument[],
  evaluation: Evaluation,
): boolean {
  const accepted = args.map((argument, index) => {
    const parameter = declared.parameters[index] ?? declared.rest
    return parameter === undefined || acceptArgument(argument, { parameter, name: declared.name }, evaluation)
  })
  return !accepted.includes(false)
}

function acceptArgument(
  { value, range }: Argument,
  { parameter, name }: { readonly parameter: ParameterDeclaration; readonly name: string },
  evaluation: Evaluation,
): boolean {
  if (value.type === 'null' && !parameter.nullable) {
    const detail = `The argument "${parameter.name}" of "${name}" is null; it must be ${parameter.type}.`
    evaluation.report(NULL_VALUE, { detail, range })
    return false
  }
  if (value.type === 'null' || holdsUnknown(value) || parameter.accepts(value)) return true
  const detail = `The argument "${parameter.name}" of "${name}" must be ${parameter.type}, given ${describeGiven(value, parameter)}.`
  evaluation.report(INVALID_ARGUMENT, { detail, range })
  return false
}

/** Where the outer type seems right, the fault is in the content. */
function describeGiven(value: Value, { type }: ParameterDeclaration): string {
  const given = describeType(value)
  if (value.type === 'string') return 'a string that cannot be converted'
  if (value.type === 'number') return type.includes('whole number') ? 'a fraction' : given
  if (depthOf(value) > 0 && holdsReference(value)) return `${given} that holds a reference to a resource`
  return depthOf(value) > 0 && type.includes(given) ? `${given} with elements of other types` : given
}
