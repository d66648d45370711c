import type { SourceRange } from '../model/source-range.ts'

interface Node {
  readonly range: SourceRange
}

/** The expression tree of the HCL native syntax specification; YAML's values become the same nodes. */
export type Expression =
  | LiteralExpression
  | TemplateExpression
  | TupleExpression
  | ObjectExpression
  | VariableExpression
  | AttributeAccess
  | IndexAccess
  | SplatExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | CallExpression
  | ForExpression
  | ParenthesesExpression
  | MissingExpression

export interface LiteralExpression extends Node {
  readonly node: 'literal'
  readonly value: number | boolean | null
}

/** A quoted string, a heredoc or a YAML scalar. A plain string is a template with one literal part (or none when it is empty). A template that is exactly one interpolation gives that value unconverted. */
export interface TemplateExpression extends Node {
  readonly node: 'template'
  readonly style: 'quoted' | 'heredoc' | 'indented-heredoc' | 'yaml'
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor

/** Literal text with escapes resolved, indentation and strip markers (`~`) already applied. */
interface TemplateText extends Node {
  readonly part: 'text'
  readonly text: string
}

interface TemplateInterpolation extends Node {
  readonly part: 'interpolation'
  readonly expression: Expression
}

interface TemplateIf extends Node {
  readonly part: 'if'
  readonly condition: Expression
  readonly then: readonly TemplatePart[]
  readonly otherwise: readonly TemplatePart[]
}

interface TemplateFor extends Node {
  readonly part: 'for'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly body: readonly TemplatePart[]
}

export interface TupleExpression extends Node {
  readonly node: 'tuple'
  readonly items: readonly Expression[]
}

export interface ObjectExpression extends Node {
  readonly node: 'object'
  readonly items: readonly ObjectItem[]
}

/** `key` is the expression in parentheses or quotes; a bare identifier is a template with its name and `bareKey` true. */
export interface ObjectItem extends Node {
  readonly key: Expression
  readonly bareKey: boolean
  readonly value: Expression
}

/** The first name of a traversal: `var`, `local`, `stream`, or a name bound by `for`. */
export interface VariableExpression extends Node {
  readonly node: 'variable'
  readonly name: string
}

/** `source.name`; the legacy `source.0` is an index with a number literal. */
export interface AttributeAccess extends Node {
  readonly node: 'attribute-access'
  readonly source: Expression
  readonly name: string
  readonly nameRange: SourceRange
}

export interface IndexAccess extends Node {
  readonly node: 'index'
  readonly source: Expression
  readonly key: Expression
}

/** `source.*.a` (attribute style) or `source[*].a[0]` (full); `each` is applied to every element, its innermost source is a `variable` named `*`. */
export interface SplatExpression extends Node {
  readonly node: 'splat'
  readonly style: 'attribute' | 'full'
  readonly source: Expression
  readonly each: Expression
}

export interface UnaryExpression extends Node {
  readonly node: 'unary'
  readonly operator: '-' | '!'
  readonly operand: Expression
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '&&' | '||'

export interface BinaryExpression extends Node {
  readonly node: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface ConditionalExpression extends Node {
  readonly node: 'conditional'
  readonly condition: Expression
  readonly then: Expression
  readonly otherwise: Expression
}

export interface CallExpression extends Node {
  readonly node: 'call'
  readonly name: string
  readonly nameRange: SourceRange
  readonly args: readonly Expression[]
  /** The last argument is expanded with `...`. */
  readonly expandLast: boolean
}

export interface ForExpression extends Node {
  readonly node: 'for'
  readonly result: 'tuple' | 'object'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  /** Object form only. */
  readonly key: Expression | undefined
  readonly value: Expression
  readonly condition: Expression | undefined
  /** Object form with `...`: values of equal keys are grouped. */
  readonly group: boolean
}

interface ParenthesesExpression extends Node {
  readonly node: 'parentheses'
  readonly inner: Expression
}

/** Stands where an expression, an element, a key or an interpolation could not be parsed; its diagnostic is already in the document. Evaluates to unknown, without a further error. */
export interface MissingExpression extends Node {
  readonly node: 'missing'
}

/** Takes the place of a broken expression. */
export function missingAt({ range }: Pick<Expression, 'range'>): MissingExpression {
  return { node: 'missing', range }
}

/** The text of an expression that is nothing but text: a string without interpolation. */
export function literalText(expression: Expression): string | undefined {
  if (expression.node !== 'template') return undefined
  const [first, ...others] = expression.parts
  if (first === undefined) return ''
  return first.part === 'text' && others.length === 0 ? first.text : undefined
}
