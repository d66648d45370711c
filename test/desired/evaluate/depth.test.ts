import test from 'ava'
import { evaluate } from '../../../src/desired/evaluate/evaluate.ts'
import { MAX_EXPRESSION_DEPTH, MAX_VALUE_DEPTH, type Value } from '../../../src/desired/evaluate/value.ts'
import { listValue, stringValue } from '../../../src/desired/evaluate/make-value.ts'
import { referencesOf } from '../../../src/desired/evaluate/references-of.ts'
import type { Expression } from '../../../src/syntax/expression.ts'
import { evaluateText, exampleScope, parseText, show, showDiagnostic } from './expressions.ts'

const ONE = parseText('1')

test('evaluate() takes a chain of operators as long as the parser does', (t) => {
  const text = Array.from({ length: 900 }, () => '1').join(' + ')
  t.is(show(text, evaluateText(text)), '900')
})

const refuses = test.macro<[(inner: Expression) => Expression]>({
  exec: (t, wrap) => {
    let expression = ONE
    for (let level = 0; level < 100_000; level++) expression = wrap(expression)
    const { value, diagnostics } = evaluate(expression, exampleScope())
    t.is(value.type, 'unknown')
    t.deepEqual(
      diagnostics.map(({ code }) => code),
      ['STRM1414'],
    )
    t.deepEqual(referencesOf(expression), [])
  },
  title: (title) => `evaluate() refuses 100,000 levels of ${title ?? ''}`,
})

const { range } = ONE

test('parentheses', refuses, (inner) => ({ node: 'parentheses', inner, range }))
test('tuples', refuses, (inner) => ({ node: 'tuple', items: [inner], range }))
test('operators', refuses, (left) => ({ node: 'binary', operator: '-', left, right: ONE, range }))
test('attributes', refuses, (source) => ({ node: 'attribute-access', source, name: 'a', nameRange: range, range }))
test('calls', refuses, (inner) => ({
  node: 'call',
  name: 'max',
  nameRange: range,
  args: [inner],
  expandLast: false,
  range,
}))
test('texts', refuses, (inner) => ({
  node: 'template',
  style: 'quoted',
  parts: [
    { part: 'text', text: 'x', range },
    { part: 'interpolation', expression: inner, range },
  ],
  range,
}))

const survives = test.macro<[(inner: Expression) => Expression]>({
  exec: (t, wrap) => {
    let expression = ONE
    for (let level = 0; level < MAX_EXPRESSION_DEPTH / 2 - 1; level++) expression = wrap(expression)
    t.deepEqual(evaluate(expression, exampleScope()).diagnostics, [])
  },
  title: (title) => `evaluate() has stack enough for the deepest ${title ?? ''}`,
})

test('calls of try', survives, (inner) => ({
  node: 'call',
  name: 'try',
  nameRange: range,
  args: [inner],
  expandLast: false,
  range,
}))
test('loops', survives, (value) => ({
  node: 'for',
  result: 'object',
  keyName: undefined,
  valueName: 'x',
  collection: { node: 'tuple', items: [], range },
  key: ONE,
  value,
  condition: undefined,
  group: false,
  range,
}))
test('texts', survives, (inner) => ({
  node: 'template',
  style: 'quoted',
  parts: [
    { part: 'text', text: '', range },
    { part: 'interpolation', expression: inner, range },
  ],
  range,
}))

test('a value that grows too deep step by step is an error', (t) => {
  let deep: Value = stringValue('x')
  for (let level = 0; level < MAX_VALUE_DEPTH; level++) deep = listValue([deep])
  const scope = exampleScope({ deep })
  t.deepEqual(
    evaluateText('[for x in var.deep : jsonencode(var.deep) == "" || var.deep == var.deep]', scope).diagnostics,
    [],
  )
  const { diagnostics } = evaluateText('[var.deep]', scope)
  t.deepEqual(
    diagnostics.map((found) => showDiagnostic('[var.deep]', found)),
    ['STRM1414 ‹[var.deep]› This value holds collections within collections more than 500 levels deep.'],
  )
})

test('jsondecode() refuses what is nested too deeply', (t) => {
  const { diagnostics } = evaluateText(`jsondecode("${'['.repeat(20_000)}${']'.repeat(20_000)}")`)
  t.deepEqual(
    diagnostics.map(({ code, detail }) => `${code} ${detail}`),
    ['STRM1422 Cannot call "jsondecode": it is nested more than 500 levels deep.'],
  )
})
