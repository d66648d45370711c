import test from 'ava'
import type { Position } from '../../../src/model/source-range.ts'
import type { Attribute } from '../../../src/syntax/document.ts'
import type { Expression } from '../../../src/syntax/expression.ts'
import { parseExpression } from '../../../src/syntax/hcl/parse-expression.ts'
import { parseHcl } from '../../../src/syntax/hcl/parse-hcl.ts'
import { CORPUS } from './corpus.ts'
import { sketch, sketchBody } from './sketch.ts'
import { walk, type Placed } from './walk.ts'

for (const { name, text } of CORPUS) {
  const bytes = Buffer.from(text)
  const document = parseHcl(name, text)
  const slice = ({ range }: Placed): string => bytes.subarray(range.start.byte, range.end.byte).toString()
  const visits = [...walk(document)]

  test(`the range of each expression in ${name} holds its source`, (t) => {
    for (const { node } of visits) {
      if (!isExpression(node) || containsStar(node)) continue
      const again = parseExpression(name, slice(node))
      t.deepEqual(again.diagnostics, [], slice(node))
      t.is(sketch(again.expression), sketch(node), slice(node))
    }
    t.pass()
  })

  test(`the range of each argument and block in ${name} holds its source`, (t) => {
    for (const { node } of visits) {
      if (node['node'] !== 'attribute' && node['node'] !== 'block') continue
      const again = parseHcl(name, `${slice(node)}\n`)
      t.deepEqual(again.diagnostics, [])
      t.is(again.body.items.length, 1)
      t.is(sketchBody(again.body), sketchBody({ items: [node as unknown as Attribute], range: node.range }))
    }
    t.pass()
  })

  test(`the range of each name in ${name} holds it`, (t) => {
    for (const { node } of visits) {
      for (const [property, range] of [
        ['name', node['nameRange']],
        ['type', node['typeRange']],
      ] as const) {
        if (range !== undefined) t.is<unknown, unknown>(slice({ range } as unknown as Placed), node[property])
      }
      if (node['node'] === 'variable' && node['name'] !== '*') t.is<unknown, unknown>(slice(node), node['name'])
      if (node['style'] === 'hash' || node['style'] === 'slashes') t.is<unknown, unknown>(slice(node), node['text'])
    }
    t.pass()
  })

  test(`lines and columns in ${name} say the same as bytes`, (t) => {
    for (const { node } of visits) {
      t.deepEqual(node.range.start, positionOf(text, node.range.start.byte))
      t.deepEqual(node.range.end, positionOf(text, node.range.end.byte))
    }
    t.pass()
  })

  test(`children in ${name} lie inside of their parents`, (t) => {
    for (const { node, parent } of visits) {
      t.true(node.range.start.byte <= node.range.end.byte)
      if (parent === undefined) continue
      t.true(
        parent.range.start.byte <= node.range.start.byte && node.range.end.byte <= parent.range.end.byte,
        slice(node),
      )
    }
    t.pass()
  })
}

function isExpression(node: Placed): node is Placed & Expression {
  return typeof node['node'] === 'string' && node['node'] !== 'attribute' && node['node'] !== 'block'
}

/** What a splat does with each element begins with its star, which is no expression of its own; a bare key is no string. */
function containsStar(node: Placed & Expression): boolean {
  if (node.node === 'variable') return node.name === '*'
  if (node.node === 'template') return !/^["<]/.test(sourceStart(node))
  return 'source' in node && containsStar(node.source as Placed & Expression)
}

function sourceStart(node: Placed & Expression): string {
  const text = CORPUS.find(({ name }) => name === node.range.file)?.text ?? ''
  return Buffer.from(text).subarray(node.range.start.byte, node.range.end.byte).toString()
}

/** Counted the slow way. A byte order mark is no column. */
function positionOf(text: string, byte: number): Position {
  const before = Buffer.from(text).subarray(0, byte).toString()
  const lines = before.split('\n')
  const characters = [...(lines.at(-1) ?? '')].filter((character) => character !== '\uFEFF')
  return { line: lines.length, column: characters.length + 1, byte }
}
