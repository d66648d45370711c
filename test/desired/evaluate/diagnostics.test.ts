import test from 'ava'
import { EVALUATE_CODES } from '../../../src/desired/evaluate/diagnostics.ts'
import { evaluateText } from './expressions.ts'

test('every code of the evaluator is in its range, once, and explained', (t) => {
  const codes = EVALUATE_CODES.map(({ code }) => code)
  t.is(new Set(codes).size, codes.length)
  for (const { code, summary, explanation } of EVALUATE_CODES) {
    t.regex(code, /^STRM14\d\d$/)
    t.regex(summary, /^[A-Z][^".]*$/, code)
    t.true(explanation.length > 100, code)
  }
})

test('a wrong name comes with the edit that mends it', (t) => {
  const [diagnostic] = evaluateText('upper(var.nmae)').diagnostics
  t.deepEqual(diagnostic?.fix, {
    range: { file: 'main.hcl', start: { line: 1, column: 11, byte: 10 }, end: { line: 1, column: 15, byte: 14 } },
    newText: 'name',
  })
})

test('a duplicate key shows both places', (t) => {
  const [diagnostic] = evaluateText('{ a = 1, a = 2 }').diagnostics
  t.deepEqual(
    diagnostic?.related?.map(({ message, range }) => `${message} ${range.start.column}`),
    ['First set here 3'],
  )
  t.is(diagnostic?.range?.start.column, 10)
})
