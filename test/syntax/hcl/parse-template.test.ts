import test from 'ava'
import { parseTemplate } from '../../../src/syntax/hcl/parse-template.ts'
import { sketch } from './sketch.ts'

const START = { line: 3, column: 7, byte: 40 }

const reads = test.macro({
  exec(t, text: string, expected: string) {
    const { expression, diagnostics } = parseTemplate('main.yaml', text, START)
    t.deepEqual(diagnostics, [])
    t.is(sketch(expression), expected)
  },
  title: (_, text) => `parseTemplate() reads ${JSON.stringify(text)}`,
})

for (const [text, expected] of [
  ['', 'yaml<>'],
  ['plain', 'yaml<"plain">'],
  ['"quoted" \\n', 'yaml<"\\"quoted\\" \\\\n">'],
  ['${a.b}', 'yaml<(. a b)>'],
  ['a-${b}-c', 'yaml<"a-"|b|"-c">'],
  ['a\nb ${c}\nd', 'yaml<"a\\nb "|c|"\\nd">'],
  ['$${a} %%{b} $ %', 'yaml<"${a} %{b} $ %">'],
  ['a  ${~ b ~}  c', 'yaml<"a"|b|"c">'],
  ['%{ if a }b%{ else }c%{ endif }', 'yaml<(if a <"b"> <"c">)>'],
  ['%{ for k, v in a }${k}%{ endfor }', 'yaml<(for k,v in a <k>)>'],
  ['${f("x}y")}', 'yaml<(f quoted<"x}y">)>'],
] as const) {
  test(reads, text, expected)
}

test('parseTemplate() places what it reads in the file around it', (t) => {
  const { expression } = parseTemplate('main.yaml', 'é${a}\n${b}', START)
  if (expression.node !== 'template') return t.fail()
  t.deepEqual(expression.range, { file: 'main.yaml', start: START, end: { line: 4, column: 5, byte: 51 } })
  t.deepEqual(
    expression.parts.map(({ range }) => [range.start, range.end]),
    [
      [START, { line: 3, column: 8, byte: 42 }],
      [
        { line: 3, column: 8, byte: 42 },
        { line: 3, column: 12, byte: 46 },
      ],
      [
        { line: 3, column: 12, byte: 46 },
        { line: 4, column: 1, byte: 47 },
      ],
      [
        { line: 4, column: 1, byte: 47 },
        { line: 4, column: 5, byte: 51 },
      ],
    ],
  )
})

test('parseTemplate() asks the given function for places', (t) => {
  const { diagnostics } = parseTemplate('main.yaml', '${a +}', (offset) => ({
    line: 9,
    column: offset * 2,
    byte: 100 + offset,
  }))
  t.deepEqual(
    diagnostics.map(({ code, range }) => [code, range]),
    [
      [
        'STRM1030',
        {
          file: 'main.yaml',
          start: { line: 9, column: 10, byte: 105 },
          end: { line: 9, column: 12, byte: 106 },
        },
      ],
    ],
  )
})

const complains = test.macro({
  exec(t, text: string, expected: readonly string[]) {
    const { diagnostics } = parseTemplate('main.yaml', text, { line: 1, column: 1, byte: 0 })
    t.deepEqual(
      diagnostics.map(({ code, range }) => `${code} ${range?.start.line}:${range?.start.column}`),
      expected,
    )
  },
  title: (_, text) => `parseTemplate() complains about ${JSON.stringify(text)}`,
})

for (const [text, expected] of [
  ['${a', ['STRM1050 1:1']],
  ['${a\n${b}', ['STRM1050 1:1']],
  ['${a ${b}', ['STRM1050 1:1']],
  ['${}', ['STRM1030 1:3']],
  ['a %{ if b }', ['STRM1052 1:3']],
  ['${a b} ${c +} ${d}', ['STRM1015 1:5', 'STRM1030 1:13']],
] as const) {
  test(complains, text, expected)
}
