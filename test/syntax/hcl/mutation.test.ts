import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { Document } from '../../../src/syntax/document.ts'
import { parseExpression } from '../../../src/syntax/hcl/parse-expression.ts'
import { parseHcl } from '../../../src/syntax/hcl/parse-hcl.ts'
import { parseTemplate } from '../../../src/syntax/hcl/parse-template.ts'
import { CORPUS } from './corpus.ts'
import { hasConflicts } from './conflicts.ts'
import { readWithOracle } from './oracle.ts'
import { toOracleShape } from './oracle-shape.ts'
import { walk } from './walk.ts'

const CHARACTERS = '{}[]()"\'=,.:;?!<>+-*/%$~\\#&|@ \n\tax19_éж😀\r\u00A0\u0000'
const WORDS =
  '${ %{ ~} $${ "${ /* */ // for  if  in  => ... == && [*] .* %{if} %{if(a)} %{else} %{endif} %{endfor} \\u00 \\U true'
const LINES = ['<<EOT\n', '<<-A\n', '\nEOT\n', '\r\n', 'a = ', '\na {\n', '\n}\n', ' \n']
const FRAGMENTS = [...CHARACTERS, ...WORDS.split(' '), ...LINES]

/** Arguments and blocks of the corpus, each alone: small texts are searched more densely than whole files. */
const ITEMS = CORPUS.flatMap(({ name, text }) => {
  const bytes = Buffer.from(text)
  return parseHcl(name, text).body.items.map(
    ({ range }) => `${bytes.subarray(range.start.byte, range.end.byte).toString()}\n`,
  )
})

interface Mutation {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat({ max: 5000 }),
  remove: fc.oneof(fc.constant(0), fc.constant(1), fc.nat({ max: 20 }), fc.constant(100_000)),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 3 })),
})

const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 })
const mutatedItems = fc
  .tuple(fc.array(fc.constantFrom(...ITEMS), { minLength: 1, maxLength: 2 }), mutations)
  .map(([items, changes]) => mutate(items.join(''), changes))
const mutatedFiles = fc
  .tuple(fc.constantFrom(...CORPUS.map(({ text }) => text)), mutations)
  .map(([text, changes]) => mutate(text, changes))
const noise = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((fragments) => fragments.join(''))

function mutate(text: string, changes: readonly Mutation[]): string {
  let mutated = text
  for (const { at, remove, insert } of changes) {
    const offset = at % (mutated.length + 1)
    mutated = mutated.slice(0, offset) + insert + mutated.slice(offset + remove)
  }
  return Buffer.from(mutated).toString()
}

test('parseHcl() never throws and keeps every range inside of the file', (t) => {
  fc.assert(
    fc.property(fc.oneof(mutatedItems, mutatedFiles, noise), (text) =>
      checkRanges(parseHcl('main.strm.hcl', text), text),
    ),
    { numRuns: 4000 },
  )
  t.pass()
})

test('parseExpression() and parseTemplate() never throw', (t) => {
  fc.assert(
    fc.property(fc.oneof(mutatedItems, noise), (text) => {
      const place = { line: 1, column: 1, byte: 0 }
      const results = [parseExpression('<value>', text), parseTemplate('main.yaml', text, place)]
      for (const result of results) checkInside(result, Buffer.byteLength(text))
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

test('parseHcl() complains exactly where the oracle does, and reads the same where it does not', (t) => {
  let agreed = 0
  fc.assert(
    fc.property(mutatedItems, (text) => {
      const document = parseHcl('main.strm.hcl', text)
      const expected = readWithOracle(text)
      if (isExcused(document, text)) return
      const isValid = document.diagnostics.length === 0
      if (isValid !== (expected !== undefined)) {
        const verdict = isValid ? 'accepted' : document.diagnostics.map(({ detail }) => detail).join(' ')
        throw new Error(`The oracle ${isValid ? 'rejects' : 'accepts'} this text: ${verdict}`)
      }
      if (isValid) t.deepEqual(toOracleShape(document), expected, text)
      agreed++
    }),
    { numRuns: 2000 },
  )
  t.true(agreed > 1500)
})

/**
 * Where we differ on purpose: a heredoc may end with the file, and a no-break space behind its marker is told; numbers that would change their value, ambiguous keys
 * and complexity are our mistakes, not the oracle's; two of a name are the decoder's business; `null` as a key makes
 * the oracle panic, an operator before a literal of the wrong type makes it complain; and it takes `a.1e3` for an index.
 */
function isExcused({ body, diagnostics }: Document, text: string): boolean {
  if (diagnostics.some(({ code }) => code === 'STRM1008' || code === 'STRM1037' || code === 'STRM1040')) return true
  if (/!\s*(?:\d|null)|-\s*(?:true|false|null)|\.\d+[eE]/.test(text)) return true
  if (text.includes('<<') && text.includes('\u00A0')) return true
  return /<<[^]*[^\n]$/.test(text) || /null\s*[=:]/.test(text) || hasConflicts(body)
}

function checkRanges(document: Document, text: string): void {
  checkInside(document, Buffer.byteLength(text))
  for (const { code, detail, range } of document.diagnostics) {
    if (range === undefined || detail === '') throw new Error(`${code} has no range or no detail`)
  }
}

function checkInside(root: unknown, size: number): void {
  for (const { node } of walk(root)) {
    const { start, end } = node.range
    if (start.byte < 0 || start.byte > end.byte || end.byte > size) throw new Error(JSON.stringify(node.range))
  }
}
