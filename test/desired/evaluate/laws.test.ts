import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import { listValue, markSensitive, stringValue } from '../../../src/desired/evaluate/make-value.ts'
import type { Value } from '../../../src/desired/evaluate/value.ts'
import { FUNCTIONS } from '../../../src/desired/functions/functions.ts'
import { arbitraryExpression, TEMPLATES } from './arbitrary-expression.ts'
import { evaluateText, exampleScope, exampleVariables } from './expressions.ts'

/** Not in the templates: takes marks away on purpose. */
const EXEMPT = new Set(['nonsensitive'])

test('the expressions of the laws use every function', (t) => {
  const text = Object.values(TEMPLATES).flat().join(' ')
  t.deepEqual(
    [...FUNCTIONS.keys()].filter((name) => !EXEMPT.has(name) && !text.includes(`${name}(`)),
    [],
  )
})

test('most expressions of the laws have a value, and many show what is not sensitive beside what is', (t) => {
  const results = fc
    .sample(arbitraryExpression.any, { numRuns: 300, seed: 1 })
    .map((text) => evaluateWith(text, 'hunter2'))
  const clean = results.filter(({ diagnostics }) => diagnostics.length === 0)
  t.true(clean.length > 150, `${clean.length} without mistakes`)
  const mixed = clean.filter(({ value }) => /[^*]/.test(visible(value)) && visible(value).includes('*'))
  t.true(mixed.length > 20, `${mixed.length} mixed`)
})

const SECRETS = ['hunter2', 'zq9x-long', '7', 'true', '', '[1, 2]', 'user']

test('what can be seen of a result does not depend on what is sensitive', (t) => {
  fc.assert(
    fc.property(
      arbitraryExpression.any,
      fc.constantFrom(...SECRETS),
      fc.constantFrom(...SECRETS),
      (text, one, other) => {
        const [first, second] = [evaluateWith(text, one), evaluateWith(text, other)]
        if (first.diagnostics.length + second.diagnostics.length > 0) return
        t.is(visible(first.value), visible(second.value), text)
      },
    ),
    { numRuns: 2000 },
  )
})

test('no message holds anything sensitive', (t) => {
  fc.assert(
    fc.property(arbitraryExpression.mistake, (text) => {
      const { diagnostics } = evaluateWith(text, 'hunter2')
      t.false(
        /hunter2/i.test(JSON.stringify(diagnostics.map(({ detail, fix, related }) => [detail, fix, related]))),
        text,
      )
    }),
    { numRuns: 1000 },
  )
})

test('no text makes the evaluator throw, and every mistake has a place inside of the text', (t) => {
  const mutation = fc.tuple(
    fc.nat(),
    fc.nat(4),
    fc.constantFrom('', '.', '[', ']', '"', '${', '}', '*', ' : ', '...', '(', ')', 'var', '"é"', '9'),
  )
  fc.assert(
    fc.property(arbitraryExpression.any, fc.array(mutation, { maxLength: 3 }), (text, mutations) => {
      const mutated = mutations.reduce(mutate, text)
      const { diagnostics } = evaluateText(mutated)
      const end = Buffer.byteLength(mutated)
      for (const { range, code } of diagnostics) {
        t.true(range !== undefined && range.start.byte <= range.end.byte && range.end.byte <= end, mutated)
        t.regex(code, /^STRM14\d\d$/)
      }
    }),
    { numRuns: 1000 },
  )
})

function mutate(text: string, [at, removed, added]: readonly [number, number, string]): string {
  const place = at % (text.length + 1)
  return text.slice(0, place) + added + text.slice(place + removed)
}

function evaluateWith(text: string, secret: string): ReturnType<typeof evaluateText> {
  const hidden = markSensitive(listValue([...secret].map((character) => stringValue(character))))
  return evaluateText(text, exampleScope({ ...exampleVariables(stringValue(secret)), hidden }))
}

/** The value as a view may show it. */
function visible(value: Value): string {
  if (value.sensitive) return '*'
  switch (value.type) {
    case 'string':
    case 'number':
    case 'bool':
      return JSON.stringify(value.value)
    case 'list':
    case 'set':
      return `${value.type}[${value.items.map(visible).join()}]`
    case 'object':
      return JSON.stringify([...value.entries].map(([key, item]) => [key, visible(item)]))
    case 'null':
    case 'reference':
    case 'unknown':
      return value.type
  }
}
