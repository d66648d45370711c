import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic, type DiagnosticParts } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { AttributeAccess, CallExpression, Expression, VariableExpression } from '../../syntax/expression.ts'
import { describeArity } from './arity.ts'
import {
  ARGUMENT_COUNT,
  INCOMPLETE_REFERENCE,
  TOO_DEEP,
  UNDECLARED_REFERENCE,
  UNKNOWN_FUNCTION,
  UNKNOWN_NAME,
} from './diagnostics.ts'
import type { Namespace, Scope } from './scope.ts'
import { MAX_EXPRESSION_DEPTH } from './value.ts'
import { walkExpression } from './walk-expression.ts'

/**
 * What can be said without evaluating: unknown names, members and functions, wrong numbers of arguments, too much depth.
 * Goes into branches that are not evaluated and into loops over nothing, so that `validate` finds a mistake before it matters.
 */
export function checkNames(expression: Expression, scope: Scope): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  walkExpression(expression, (part, { bound, depth }) => {
    if (depth > MAX_EXPRESSION_DEPTH) {
      if (!diagnostics.some(({ code }) => code === TOO_DEEP.code)) diagnostics.push(tooDeep(part))
      return false
    }
    const namespace = namespaceOf(part, scope, bound)
    if (part.node === 'attribute-access' && namespace !== undefined) diagnostics.push(...checkMember(part, namespace))
    else if (part.node === 'variable' && !bound.has(part.name)) diagnostics.push(...checkRoot(part, scope, bound))
    else if (part.node === 'call') diagnostics.push(...checkCall(part, scope))
    return namespace === undefined
  })
  return diagnostics
}

function tooDeep({ range }: Expression): Diagnostic {
  return diagnose(TOO_DEEP, {
    detail: `This expression is nested more than ${MAX_EXPRESSION_DEPTH} levels deep. Split it with locals.`,
    range,
  })
}

/** The namespace whose member the part reads. */
function namespaceOf(part: Expression, scope: Scope, bound: ReadonlySet<string>): Namespace | undefined {
  if (part.node !== 'attribute-access' || part.source.node !== 'variable' || bound.has(part.source.name))
    return undefined
  const binding = scope.lookup(part.source.name)
  return binding?.binding === 'namespace' ? binding : undefined
}

function checkMember(part: AttributeAccess, namespace: Namespace): readonly Diagnostic[] {
  const { name, nameRange: range } = part
  const { members, noun, remedy } = namespace
  if (members.has(name)) return []
  return [
    diagnose(
      UNDECLARED_REFERENCE,
      suggestName({
        name,
        range,
        candidates: members.names(),
        problem: `There is no ${noun} named "${name}".`,
        remedy: remedy?.(name) ?? 'Correct the name, or declare what it names.',
      }),
    ),
  ]
}

function checkRoot(
  { name, range }: VariableExpression,
  scope: Scope,
  bound: ReadonlySet<string>,
): readonly Diagnostic[] {
  const binding = scope.lookup(name)
  if (binding?.binding === 'value') return []
  if (binding?.binding === 'namespace') return [incompleteReference({ name, range }, binding)]
  const problem = `The name "${name}" means nothing here.`
  const remedy = `If a text is meant, put it in quotes: "${name}".`
  const candidates = [...bound, ...scope.names()].filter((candidate) => candidate !== '*')
  return [diagnose(UNKNOWN_NAME, suggestName({ name, range, candidates, problem, remedy }))]
}

function incompleteReference(
  { name, range }: Pick<VariableExpression, 'name' | 'range'>,
  { noun, members }: Namespace,
): Diagnostic {
  const [example = 'NAME'] = members.names()
  const detail = `"${name}" is not a value by itself: it must be followed by a dot and the name of a ${noun}, such as "${name}.${example}".`
  return diagnose(INCOMPLETE_REFERENCE, { detail, range })
}

function checkCall(call: CallExpression, { functions }: Scope): readonly Diagnostic[] {
  const { name, nameRange: range } = call
  const declared = functions.get(name)
  const problem = `There is no function named "${name}".`
  const remedy = 'Functions are built in and cannot be declared.'
  if (declared === undefined)
    return [diagnose(UNKNOWN_FUNCTION, suggestName({ name, range, candidates: functions.keys(), problem, remedy }))]
  const detail = call.expandLast ? undefined : describeArity(declared, call.args.length)
  return detail === undefined ? [] : [diagnose(ARGUMENT_COUNT, { detail, range: call.range })]
}

/** The parts of a diagnostic about a wrong name: the sentences, the nearest right name and the replacement by it. */
export function suggestName(options: {
  readonly name: string
  readonly range: SourceRange
  readonly candidates: Iterable<string>
  readonly problem: string
  /** What to do where no similar name exists. */
  readonly remedy: string
}): DiagnosticParts {
  const { name, range, candidates, problem, remedy } = options
  const suggestion = closest(name, candidates)
  if (suggestion === undefined) return { detail: `${problem} ${remedy}`, range }
  return { detail: `${problem} Did you mean "${suggestion}"?`, range, fix: { range, newText: suggestion } }
}
