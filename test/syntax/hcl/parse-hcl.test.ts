import test from 'ava'
import { parseHcl } from '../../../src/syntax/hcl/parse-hcl.ts'
import { CORPUS } from './corpus.ts'
import { readWithOracle } from './oracle.ts'
import { toOracleShape } from './oracle-shape.ts'
import { sketchBody } from './sketch.ts'

for (const { name, text } of CORPUS) {
  test(`parseHcl() agrees with the oracle about ${name}`, (t) => {
    const document = parseHcl(name, text)
    const expected = readWithOracle(text)
    t.not(expected, undefined)
    t.deepEqual(document.diagnostics, [])
    t.deepEqual(toOracleShape(document), expected)
  })
}

const reads = test.macro({
  exec(t, text: string, expected: string) {
    const { body, diagnostics } = parseHcl('main.strm.hcl', text)
    t.deepEqual(diagnostics, [])
    t.is(sketchBody(body), expected)
  },
  title: (_, text) => `parseHcl() reads ${JSON.stringify(text)}`,
})

for (const [text, expected] of [
  ['', ''],
  ['a = 1', 'a = 1'],
  ['a = 1\n\n\nb = 2\n', 'a = 1\nb = 2'],
  ['a {}', 'a {}'],
  ['a "b" c "d e" {\n}', 'a "b" c "d e" {}'],
  ['a { b = 1 }', 'a {\nb = 1\n}'],
  ['a {\n b {\n  c = 1\n }\n}', 'a {\nb {\nc = 1\n}\n}'],
  ['a "$${b}\\n" {}', 'a "${b}\\n" {}'],
  ['a = 1\r\nb = 2\r\n', 'a = 1\nb = 2'],
  ['\uFEFFa = 1', 'a = 1'],
  ['a = <<EOT\nx\nEOT\nb = 1', 'a = heredoc<"x\\n">\nb = 1'],
  ['a = <<-EOT\n  x\n    ${y}\n  EOT\n', 'a = indented-heredoc<"x\\n  "|y|"\\n">'],
  ['a = <<EOT\n%{ for x in y ~}\n  ${x}\n%{ endfor ~}\nEOT\n', 'a = heredoc<(for x in y <"  "|x|"\\n">)>'],
  ['a = 1\na = 2', 'a = 1\na = 2'],
] as const) {
  test(reads, text, expected)
}

test('parseHcl() collects comments with their marks', (t) => {
  const { comments } = parseHcl('main.strm.hcl', '# a\nb = 1 // c\n/* d\n */ e = [ # f\n  1 /*g*/ ]\n')
  t.deepEqual(
    comments.map(({ style, text, range }) => [style, text, range.start.line, range.start.column]),
    [
      ['hash', '# a', 1, 1],
      ['slashes', '// c', 2, 7],
      ['block', '/* d\n */', 3, 1],
      ['hash', '# f', 4, 11],
      ['block', '/*g*/', 5, 5],
    ],
  )
})

test('parseHcl() keeps comments of lines that it has to look at twice', (t) => {
  const { comments } = parseHcl(
    'main.strm.hcl',
    'a = { /*1*/ b /*2*/ = /*3*/ 1 /*4*/ 2 # 5\n}\nc /*6*/ "d" /*7*/ true\n',
  )
  t.is(comments.map(({ text }) => text.replaceAll(/\D/g, '')).join(''), '1234567')
})

test('parseHcl() gives the ranges of a block', (t) => {
  const text = '# é\n  stream "ö" {\n    a = 1\n  }\n'
  const [block] = parseHcl('main.strm.hcl', text).body.items
  if (block?.node !== 'block') return t.fail()
  const bytes = Buffer.from(text)
  const slice = ({ start, end }: typeof block.range): string => bytes.subarray(start.byte, end.byte).toString()
  t.is(slice(block.range), text.trim().slice(6))
  t.is(slice(block.typeRange), 'stream')
  t.is(slice(block.headerRange), 'stream "ö"')
  t.is(slice(block.body.range), '\n    a = 1\n  ')
  t.deepEqual(block.headerRange.start, { line: 2, column: 3, byte: 7 })
  t.deepEqual(block.headerRange.end, { line: 2, column: 13, byte: 18 })
})

test('parseHcl() goes on behind each mistake', (t) => {
  const text = ['a = 1 +', 'b = 2', 'c = "x', 'd {', '  e =', '  f = 3', '}', 'g = [1,', 'h = 4', ''].join('\n')
  const { body, diagnostics } = parseHcl('main.strm.hcl', text)
  t.deepEqual(
    diagnostics.map(({ code, range }) => [code, range?.start.line]),
    [
      ['STRM1030', 1],
      ['STRM1003', 3],
      ['STRM1013', 5],
      ['STRM1031', 8],
    ],
  )
  t.is(sketchBody(body), 'a = <missing>\nb = 2\nc = quoted<"x">\nd {\ne = <missing>\nf = 3\n}\ng = [1]\nh = 4')
})

test('parseHcl() bounds the depth of blocks', (t) => {
  for (const text of ['a {\n'.repeat(20_000), `${'a {\n'.repeat(500)}${'}\n'.repeat(500)}b = 1`]) {
    const { diagnostics, body } = parseHcl('main.strm.hcl', text)
    t.true(diagnostics.some(({ code }) => code === 'STRM1021'))
    t.notThrows(() => JSON.stringify(body))
  }
})
