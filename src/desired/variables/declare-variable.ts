import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../../syntax/document.ts'
import { type Expression, literalText } from '../../syntax/expression.ts'
import { parseExpression } from '../../syntax/hcl/parse-expression.ts'
import { MISSING_ARGUMENT } from '../body/diagnostics.ts'
import { readBody } from '../body/read-body.ts'
import type { DeclaredVariable } from '../declarations/declarations.ts'
import type { Value } from '../evaluate/value.ts'
import { toBool } from '../evaluate/convert-value.ts'
import { INVALID_VARIABLE } from './diagnostics.ts'
import { ANY, parseConstraint, type TypeConstraint } from './type-constraint.ts'
import type { Validation, Variable } from './variable.ts'

/** What reading a declaration needs: values without any names in scope, and a place for mistakes. */
export interface ConstantDeps {
  readonly evaluate: (expression: Expression) => Value
  readonly report: (diagnostic: Diagnostic) => void
}

const SCHEMA = {
  attributes: ['type', 'default', 'description', 'sensitive', 'nullable'],
  blocks: ['validation'],
} as const
const VALIDATION = { attributes: ['condition', 'error_message'], blocks: [] } as const

/** A "variable" block, understood; what is wrong in it is reported and left at its default. */
export function declareVariable(declared: DeclaredVariable, context: ConstantDeps): Variable {
  const { name, block, language } = declared
  const place = { language, owner: `variable "${name}"`, report: context.report }
  const { attributes, blocks } = readBody(block.body, SCHEMA, place)
  checkDescription(attributes.get('description'), context)
  return {
    name,
    type: typeOf(attributes.get('type'), declared, context),
    default: attributes.get('default')?.value,
    sensitive: flagOf(attributes.get('sensitive'), context) ?? false,
    nullable: flagOf(attributes.get('nullable'), context) ?? true,
    validations: (blocks.get('validation') ?? []).flatMap((inner) => validationOf(inner, declared, context)),
    range: block.headerRange,
  }
}

/** In YAML a type is text in the words of HCL. */
function typeOf(
  attribute: Attribute | undefined,
  { language }: DeclaredVariable,
  context: ConstantDeps,
): TypeConstraint {
  if (attribute === undefined) return ANY
  const text = language === 'yaml' ? literalText(attribute.value) : undefined
  if (text === undefined) return parseConstraint(attribute.value, context)
  const { range } = attribute.value
  const report = (diagnostic: Diagnostic): void => context.report({ ...diagnostic, range })
  const parsed = parseExpression(range.file, text)
  const [mistake] = parsed.diagnostics
  if (mistake !== undefined) {
    report(mistake)
    return ANY
  }
  return parseConstraint(parsed.expression, { evaluate: context.evaluate, report })
}

function flagOf(attribute: Attribute | undefined, context: ConstantDeps): boolean | undefined {
  if (attribute === undefined) return undefined
  const value = context.evaluate(attribute.value)
  const flag = toBool(value)
  if (flag !== undefined || value.type === 'unknown' || value.type === 'null') return flag
  reportInvalid(`"${attribute.name}" must be true or false.`, attribute, context)
  return undefined
}

function checkDescription(attribute: Attribute | undefined, context: ConstantDeps): void {
  const value = attribute === undefined ? undefined : context.evaluate(attribute.value)
  if (attribute === undefined || value === undefined || ['string', 'unknown', 'null'].includes(value.type)) return
  reportInvalid('"description" must be text.', attribute, context)
}

function reportInvalid(detail: string, attribute: Attribute, context: ConstantDeps): void {
  context.report(diagnose(INVALID_VARIABLE, { detail, range: attribute.value.range }))
}

function validationOf(block: Block, { language }: DeclaredVariable, context: ConstantDeps): readonly Validation[] {
  const { attributes } = readBody(block.body, VALIDATION, { language, owner: '"validation"', report: context.report })
  const condition = attributes.get('condition')?.value
  const errorMessage = attributes.get('error_message')?.value
  for (const [name, value] of Object.entries({ condition, error_message: errorMessage })) {
    if (value !== undefined) continue
    const detail = `The argument "${name}" is required for "validation" and is not given.`
    context.report(diagnose(MISSING_ARGUMENT, { detail, range: block.headerRange }))
  }
  return condition === undefined || errorMessage === undefined ? [] : [{ condition, errorMessage, block }]
}
