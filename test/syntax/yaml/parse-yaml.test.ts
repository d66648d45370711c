import test, { type ExecutionContext } from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { SourceRange } from '../../../src/model/source-range.ts'
import type { Attribute, Block, Document } from '../../../src/syntax/document.ts'
import type { Expression } from '../../../src/syntax/expression.ts'
import { parseYaml, parseYamlValues } from '../../../src/syntax/yaml/parse-yaml.ts'

test('parseYaml() makes blocks with labels of the plural sections', (t) => {
  const { body, diagnostics } = parseYaml('x.strm.yaml', 'streams:\n  a: { name: x }\n  b:\nvariables:\n  v: {}\n')
  t.deepEqual(diagnostics, [])
  const blocks = body.items.filter((item): item is Block => item.node === 'block')
  t.deepEqual(
    blocks.map(({ type, labels, body: inner }) => [type, labels[0]?.text, inner.items.length]),
    [
      ['stream', 'a', 1],
      ['stream', 'b', 0],
      ['variable', 'v', 0],
    ],
  )
})

test('parseYaml() keeps a key that is no section as an attribute', (t) => {
  const [item] = parseYaml('x.strm.yaml', 'stream:\n  a: {}\n').body.items
  t.is(item?.node, 'attribute')
  t.is(item?.node === 'attribute' ? item.name : '', 'stream')
})

test('parseYamlValues() makes an attribute of every top-level key', (t) => {
  const { body } = parseYamlValues('strmctl.vars.yaml', 'streams: [a]\nregion: eu\n')
  t.deepEqual(
    body.items.map((item) => (item.node === 'attribute' ? item.name : item.type)),
    ['streams', 'region'],
  )
})

const gives = test.macro({
  exec: (t, scalar: string, expected: unknown) => {
    const { value, diagnostics } = readValue(scalar)
    t.deepEqual(diagnostics, [])
    t.deepEqual(plain(value), expected)
  },
  title: (_, scalar: string) => `parseYaml() types ${JSON.stringify(scalar)} by the core schema`,
})

test(gives, '60', 60)
test(gives, '010', 10)
test(gives, '0x10', 16)
test(gives, '0o17', 15)
test(gives, '1.5e3', 1500)
test(gives, 'true', true)
test(gives, 'yes', 'yes')
test(gives, 'off', 'off')
test(gives, 'null', null)
test(gives, '~', null)
test(gives, '', null)
test(gives, '"60"', '60')
test(gives, "''", '')
test(gives, '60s', '60s')
test(gives, '1:30', '1:30')
test(gives, '2021-03-26', '2021-03-26')
test(gives, '!!str 60', '60')
test(gives, '[a, 1, {b: c}]', ['a', 1, { b: 'c' }])
test(gives, '"$${x} %%{y}"', '${x} %{y}')
test(gives, '{1: a, true: b, null_: c}', { '1': 'a', true: 'b', null_: 'c' })

test('parseYaml() reads a single interpolation as a template with exactly that part', (t) => {
  const { value } = readValue('${var.x}')
  t.is(value?.node, 'template')
  t.deepEqual(value?.node === 'template' ? value.parts.map((part) => part.part) : [], ['interpolation'])
})

test('parseYaml() follows aliases to the last anchor before them', (t) => {
  const { body } = parseYaml('x.strm.yaml', 'locals:\n  a: &x 1\n  b: *x\n  c: &x 2\n  d: *x\n')
  const [locals] = body.items
  const values = locals?.node === 'block' ? locals.body.items.map((item) => plain(valueOf(item))) : []
  t.deepEqual(values, [1, 1, 2, 2])
})

const placed = test.macro({
  exec: (t, text: string) => {
    const document = parseYaml('x.strm.yaml', text)
    t.deepEqual(document.diagnostics, [])
    const found = variablesIn(document)
    t.true(found.length > 0)
    for (const { name, range } of found) t.is(sliceOf(text, range), name)
  },
  title: (_, text: string) => `parseYaml() places names in templates exactly: ${JSON.stringify(text)}`,
})

test(placed, 'locals:\n  a: x ${var.b} y ${var.c}\n')
test(placed, 'locals:\n  a: "x\\t\\u00e9\\U0001F600 ${var.b} \\"${local.c}\\""\n')
test(placed, "locals:\n  a: 'it''s ${var.b} ''${local.c}'''\n")
test(placed, 'locals:\n  a: "one\n\n    two ${var.b}\n    three\\\n    four ${local.c}"\n')
test(placed, 'locals:\n  a: one\n    two ${var.b}\n\n    three ${local.c}\n')
test(placed, 'locals:\n  a: |\n    one\n      two ${var.b}\n\n    three ${local.c}\n')
test(placed, 'locals:\n  a: |2-\n      one ${var.b}\n    two ${local.c}\n')
test(placed, 'locals:\n  a: >\n    one\n    two ${var.b}\n\n      more ${local.c}\n    end ${var.d}\n')
test(placed, 'locals:\n  a: |+ # comment\n\n\n    one ${var.b}\n\n')
test(placed, 'locals:\r\n  a: |\r\n    one\r\n    two ${var.b}\r\n  b: "x\r\n    ${local.c}"\r\n')
test(placed, '\uFEFFlocals:\n  "é😀": é😀 ${var.b}\n')
test(placed, 'locals:\n  a: &anchor x\n  b: !!str "${var.b}"\n')
test(placed, 'locals:\n  a: >-\n    %{ if var.b }\n    x ${local.c}\n    %{ endif }\n')

test('parseYaml() counts columns in characters and bytes in UTF-8', (t) => {
  const { value } = readValue('é😀 ${var.x}')
  const range = value?.node === 'template' ? value.parts[1]?.range : undefined
  t.deepEqual(range?.start, { line: 2, column: 9, byte: 20 })
})

const reports = test.macro({
  exec: (t, text: string, codes: readonly string[] = []) => {
    t.deepEqual(
      parseYaml('x.strm.yaml', text).diagnostics.map(({ code }) => code),
      codes,
    )
  },
  title: (_, text: string, _codes?: readonly string[]) => `parseYaml() reports ${JSON.stringify(text.slice(0, 60))}`,
})

test(reports, '')
test(reports, '# only a comment\n')
test(reports, '---\n...\n')
test(reports, 'streams:\n')
test(reports, 'a: [1, 2\nb: 1\n', ['STRM1101'])
test(reports, 'a: @x\nb: `y`\n', ['STRM1100', 'STRM1100'])
test(reports, 'a: "\\q"\n', ['STRM1106'])
test(reports, 'a: *x\n', ['STRM1113'])
test(reports, 'a: &x [*x]\n', ['STRM1113'])
test(reports, 'a: 1\na: 2\na: 3\n', ['STRM1110', 'STRM1110'])
test(reports, 'locals: { a: 99999999999999999999, b: .inf }\n', ['STRM1116', 'STRM1116'])
test(reports, `a: ${'['.repeat(100)}${']'.repeat(100)}\n`, ['STRM1115'])
test(reports, 'a', ['STRM1122'])

test('parseYaml() survives brackets without end', (t) => {
  const { diagnostics } = parseYaml('x.strm.yaml', `a: ${'['.repeat(100_000)}`)
  t.true(diagnostics.length > 0)
})

test('parseYaml() finds every comment with its place', (t) => {
  const text = '# one\nlocals: # two\n  a: "# no"\n  b: x#no\n  c: |\n    # no\n  d: [1, # three\n    2]\n'
  const { comments } = parseYaml('x.strm.yaml', text)
  t.deepEqual(
    comments.map((comment) => comment.text),
    ['# one', '# two', '# three'],
  )
  for (const comment of comments) t.is(sliceOf(text, comment.range), comment.text)
})

test('parseYaml() never throws and keeps ranges inside of the file, whatever is done to a text', (t) => {
  const base = [...SAMPLE]
  const edit = fc.record({
    at: fc.nat(base.length),
    drop: fc.nat(4),
    add: fc.constantFrom(...'{}[]:"\'\n\t #&*!|>-?${}%é😀'),
  })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const characters = [...base]
      for (const { at, drop, add } of edits) characters.splice(at, drop, add)
      const text = characters.join('')
      checkRanges(t, parseYaml('x.strm.yaml', text), text)
    }),
    { numRuns: 500 },
  )
})

const SAMPLE = `# sample
variables:
  bucket: { type: string, default: "a\\tb" }
locals: &locals
  prefix: 'it''s \${var.bucket}'
  text: >
    folded \${local.prefix}

    more
streams:
  demo: { kafka: { bootstrap_servers: [localhost:9092], topic: demo } }
  other: *locals
`

function checkRanges(t: ExecutionContext, document: Document, text: string): void {
  const bytes = new TextEncoder().encode(text).length
  for (const range of rangesIn(document)) {
    t.true(range.start.byte >= 0 && range.start.byte <= range.end.byte && range.end.byte <= bytes)
  }
}

/** Every range anywhere in a value. */
function rangesIn(value: unknown): readonly SourceRange[] {
  if (Array.isArray(value)) return value.flatMap(rangesIn)
  if (typeof value !== 'object' || value === null) return []
  if ('file' in value && 'start' in value) return [value as SourceRange]
  return Object.values(value).flatMap(rangesIn)
}

function readValue(scalar: string): {
  readonly value: Expression | undefined
  readonly diagnostics: readonly unknown[]
} {
  const { body, diagnostics } = parseYaml('x.strm.yaml', `locals:\n  a: ${scalar}\n`)
  const [locals] = body.items
  const item = locals?.node === 'block' ? locals.body.items[0] : undefined
  return { value: valueOf(item), diagnostics }
}

function valueOf(item: Attribute | Block | undefined): Expression | undefined {
  return item?.node === 'attribute' ? item.value : undefined
}

function plain(expression: Expression | undefined): unknown {
  if (expression?.node === 'literal') return expression.value
  if (expression?.node === 'template')
    return expression.parts.map((part) => (part.part === 'text' ? part.text : '?')).join('')
  if (expression?.node === 'tuple') return expression.items.map(plain)
  if (expression?.node !== 'object') return expression?.node
  return Object.fromEntries(expression.items.map((item) => [String(plain(item.key)), plain(item.value)]))
}

interface Named {
  readonly name: string
  readonly range: SourceRange
}

function variablesIn(value: unknown): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap(variablesIn)
  if (typeof value !== 'object' || value === null) return []
  const here = 'node' in value && value.node === 'variable' ? [value as unknown as Named] : []
  return [...here, ...Object.values(value).flatMap(variablesIn)]
}

function sliceOf(text: string, range: SourceRange): string {
  return Buffer.from(text).subarray(range.start.byte, range.end.byte).toString()
}
