import test from 'ava'
import { parseExpression } from '../../../src/syntax/hcl/parse-expression.ts'
import { sketch } from './sketch.ts'

const reads = test.macro({
  exec(t, text: string, expected: string) {
    const { expression, diagnostics } = parseExpression('<value>', text)
    t.deepEqual(diagnostics, [])
    t.is(sketch(expression), expected)
  },
  title: (_, text) => `parseExpression() reads ${JSON.stringify(text)}`,
})

for (const [text, expected] of [
  ['15', '15'],
  ['12.5', '12.5'],
  ['1.5e-3', '0.0015'],
  ['007', '7'],
  ['true', 'true'],
  ['null', 'null'],
  ['nullable', 'nullable'],
  ['größe-2', 'größe-2'],
  ['""', 'quoted<>'],
  ['"a"', 'quoted<"a">'],
  ['a || b && c', '(|| a (&& b c))'],
  ['a && b || c', '(|| (&& a b) c)'],
  ['a == b && c != d', '(&& (== a b) (!= c d))'],
  ['a < b == c >= d', '(== (< a b) (>= c d))'],
  ['a + b < c - d', '(< (+ a b) (- c d))'],
  ['a + b * c - d / e % f', '(- (+ a (* b c)) (% (/ d e) f))'],
  ['a - b - c', '(- (- a b) c)'],
  ['-a * b', '(* (- a) b)'],
  ['!a.b && c', '(&& (! (. a b)) c)'],
  ['!!-a', '(! (! (- a)))'],
  ['(a + b) * c', '(* ((+ a b)) c)'],
  ['a ? b : c ? d : e', '(? a b (? c d e))'],
  ['a ? b ? c : d : e', '(? a (? b c d) e)'],
  ['a || b ? c + 1 : d', '(? (|| a b) (+ c 1) d)'],
  ['a.b.c', '(. (. a b) c)'],
  ['a[0]["b"].c', '(. (at (at a 0) quoted<"b">) c)'],
  ['a.0.b', '(. (at a 0) b)'],
  ['a.*.b.c', '(attribute a (. (. * b) c))'],
  ['a.*.b[0]', '(at (attribute a (. * b)) 0)'],
  ['a[*].b[0]', '(full a (at (. * b) 0))'],
  ['a[*].b[*].c', '(full a (full (. * b) (. * c)))'],
  ['a[*]', '(full a *)'],
  ['f(x)[0]', '(at (f x) 0)'],
  ['[1, 2,]', '[1 2]'],
  ['[]', '[]'],
  ['{a = 1, "b" : 2, (c) = 3}', '{bare quoted<"a">: 1, quoted<"b">: 2, (c): 3}'],
  ['{a = 1\n b = 2\n}', '{bare quoted<"a">: 1, bare quoted<"b">: 2}'],
  ['{true = 1, null = 2}', '{bare quoted<"true">: 1, bare quoted<"null">: 2}'],
  ['f()', '(f)'],
  ['f(a, b...)', '(f a b...)'],
  ['[for a in b : c if d]', '(for tuple a in b: c if d)'],
  ['{for k, v in b : k => v... if d}', '(for object k,v in b: k => v... if d)'],
  ['a\n+\nb', '(+ a b)'],
  ['a # why\n+ b', '(+ a b)'],
  ['<<EOT\na\nEOT', 'heredoc<"a\\n">'],
] as const) {
  test(reads, text, expected)
}

test('parseExpression() tells what follows the expression', (t) => {
  const { diagnostics } = parseExpression('<value>', 'a b')
  t.deepEqual(
    diagnostics.map(({ code, range }) => [code, range?.start.column]),
    [['STRM1015', 3]],
  )
})

test('parseExpression() of nothing is a missing expression', (t) => {
  const { expression, diagnostics } = parseExpression('<value>', '')
  t.is(expression.node, 'missing')
  t.deepEqual(
    diagnostics.map(({ code, detail }) => [code, detail]),
    [['STRM1030', 'A value was expected here, but found the end of the expression.']],
  )
})

const COMPLEX: readonly (readonly [what: string, text: string])[] = [
  ['parentheses', '('.repeat(100_000)],
  ['closed parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ['lists', '['.repeat(100_000)],
  ['objects', '{a='.repeat(100_000)],
  ['calls', 'f('.repeat(100_000)],
  ['signs', '-'.repeat(100_000)],
  ['operators', '1+'.repeat(100_000) + '1'],
  ['conditionals', 'a?b:'.repeat(100_000) + 'c'],
  ['attributes', `a${'.b'.repeat(100_000)}`],
  ['splats', `a${'[*]'.repeat(100_000)}`],
  ['indexes', `a${'[0]'.repeat(100_000)}`],
  ['nested indexes', 'a['.repeat(100_000)],
  ['interpolations', '"${'.repeat(100_000)],
  ['for expressions', '[for a in '.repeat(10_000)],
  ['directives', `"${'%{ if a }'.repeat(10_000)}"`],
]

for (const [what, text] of COMPLEX) {
  test(`parseExpression() bounds the depth of ${what}`, (t) => {
    const { expression, diagnostics } = parseExpression('<value>', text)
    t.true(diagnostics.some(({ code }) => code === 'STRM1040'))
    t.notThrows(() => JSON.stringify(expression))
  })
}

test('parseExpression() takes long lists and long chains of texts', (t) => {
  const list = `[${'1, '.repeat(20_000)}]`
  const template = `"${'${a} b '.repeat(5000)}"`
  t.deepEqual(parseExpression('<value>', list).diagnostics, [])
  t.deepEqual(parseExpression('<value>', template).diagnostics, [])
})
