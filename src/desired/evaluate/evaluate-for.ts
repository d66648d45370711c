import type { Expression, ForExpression, SplatExpression } from '../../syntax/expression.ts'
import { DUPLICATE_KEY } from './diagnostics.ts'
import { elementBindings, elementsOf } from './elements-of.ts'
import { keyText } from './evaluate-collection.ts'
import { evaluateCondition } from './evaluate-conditional.ts'
import type { Evaluation } from './evaluation.ts'
import { listValue, markSensitive, objectValue, unknownValue } from './make-value.ts'
import { boundValue } from './scope.ts'
import type { Value } from './value.ts'

/** `[for …]` and `{for …}`. A sensitive collection, condition or key makes the whole result sensitive: which elements it holds reveals something about them. */
export function evaluateFor(expression: ForExpression, evaluation: Evaluation): Value {
  const results = collect(expression, evaluation)
  if (results === undefined) return unknownValue()
  const { rows, sensitive } = results
  if (expression.key === undefined)
    return listValue(
      rows.map((row) => row.value),
      sensitive,
    )
  return objectValue(
    expression.group ? groupRows(rows) : rows.map(({ key, value }) => [key, value] as const),
    sensitive,
  )
}

interface Row {
  /** Empty in the tuple form. */
  readonly key: string
  readonly value: Value
}

interface Results {
  readonly rows: readonly Row[]
  readonly sensitive: boolean
}

/** Nothing where a condition or key is in error: what the result holds is unknown then. */
function collect(expression: ForExpression, evaluation: Evaluation): Results | undefined {
  const source = elementsOf(expression.collection, evaluation)
  if (source === undefined) return undefined
  const rows = new Rows(expression, evaluation, source.sensitive)
  for (const element of source.elements) rows.add(evaluation.within(elementBindings(expression, element)))
  return rows.finish()
}

/** The rows of one loop as they come. */
class Rows {
  readonly #expression: ForExpression
  readonly #outer: Evaluation
  readonly #rows: Row[] = []
  readonly #keys = new Set<string>()
  #sensitive: boolean
  #unknown = false

  constructor(expression: ForExpression, outer: Evaluation, sensitive: boolean) {
    this.#expression = expression
    this.#outer = outer
    this.#sensitive = sensitive
  }

  add(inner: Evaluation): void {
    const { condition, key, value } = this.#expression
    if (condition !== undefined && !this.#holds(condition, inner)) return
    const keyValue = key === undefined ? undefined : inner.valueOf(key)
    this.#sensitive ||= keyValue?.sensitive === true
    const text = keyValue === undefined || key === undefined ? '' : keyText(keyValue, key, inner)
    const result = inner.valueOf(value)
    if (text === undefined) this.#unknown = true
    else if (key !== undefined && this.#isDuplicate(text)) this.#reportDuplicate(text, key)
    else this.#rows.push({ key: text, value: result })
  }

  finish(): Results | undefined {
    return this.#unknown ? undefined : { rows: this.#rows, sensitive: this.#sensitive }
  }

  #holds(condition: Expression, inner: Evaluation): boolean {
    const outcome = evaluateCondition(condition, inner)
    this.#unknown ||= outcome === undefined
    this.#sensitive ||= outcome?.sensitive === true
    return outcome?.holds === true
  }

  #isDuplicate(key: string): boolean {
    if (this.#expression.group || !this.#keys.has(key)) {
      this.#keys.add(key)
      return false
    }
    return true
  }

  #reportDuplicate(text: string, { range }: Expression): void {
    const subject = this.#sensitive ? 'A key (not shown because it is sensitive)' : `The key "${text}"`
    this.#outer.report(DUPLICATE_KEY, {
      detail: `${subject} is produced by more than one element. Write "..." after the value to collect the values of equal keys in a list, or choose a key that differs.`,
      range,
    })
  }
}

function groupRows(rows: readonly Row[]): ReadonlyMap<string, Value> {
  const groups = new Map<string, Value[]>()
  for (const { key, value } of rows) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return new Map([...groups].map(([key, values]) => [key, listValue(values)]))
}

/** `source[*].x` and `source.*.x`: null gives an empty list, a value that is not a list or set gives a list of one. */
export function evaluateSplat({ source, each }: SplatExpression, evaluation: Evaluation): Value {
  const value = evaluation.valueOf(source)
  if (value.type === 'unknown') return value
  const items = itemsOf(value).map((item) => {
    const bound = boundValue(markSensitive(item, value.sensitive))
    return evaluation.within(new Map([['*', bound]])).valueOf(each)
  })
  return listValue(items, value.sensitive)
}

function itemsOf(value: Value): readonly Value[] {
  if (value.type === 'list' || value.type === 'set') return value.items
  return value.type === 'null' ? [] : [value]
}
