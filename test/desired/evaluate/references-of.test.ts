import test from 'ava'
import { referencesOf } from '../../../src/desired/evaluate/references-of.ts'
import { parseText } from './expressions.ts'

const names = test.macro<[string, readonly string[]]>({
  exec: (t, text, expected) => {
    const bytes = Buffer.from(text)
    const found = referencesOf(parseText(text)).map(({ path, text: written, range }) => {
      const stretch = bytes.subarray(range.start.byte, range.end.byte).toString()
      return `${path.join('|')} ${stretch === written ? written : `${written} ‹${stretch}›`}`
    })
    t.deepEqual(found, expected)
  },
  title: (_, text) => `referencesOf() ${text}`,
})

test(names, '1 + 2', [])
test(names, 'stream.demo', ['stream|demo stream.demo'])
test(names, 'stream.demo["eu"].name', ['stream|demo|eu|name stream.demo["eu"].name'])
test(names, 'stream . demo [ 0 ]', ['stream|demo|0 stream.demo[0] ‹stream . demo [ 0 ]›'])
test(names, 'stream.demo[each.key].name', ['stream|demo stream.demo', 'each|key each.key'])
test(names, 'stream.demo[*].name', ['stream|demo stream.demo'])
test(names, 'stream.demo["${var.x}"]', ['stream|demo stream.demo', 'var|x var.x'])
test(names, '"a ${var.a}%{ if local.b }${var.c}%{ endif }"', ['var|a var.a', 'local|b local.b', 'var|c var.c'])
test(names, '[for k, v in var.m : v.name if k != var.k]', ['var|m var.m', 'var|k var.k'])
test(names, '[for v in v : v]', ['v v'])
test(names, '"%{ for v in var.m }${v}${w}%{ endfor }"', ['var|m var.m', 'w w'])
test(names, 'true ? max(var.a, var.b...) : { (var.c) = -var.d }', [
  'var|a var.a',
  'var|b var.b',
  'var|c var.c',
  'var|d var.d',
])
test(names, '(var.a).b', ['var|a var.a'])
test(names, '{ name = 1 }', [])
test(names, 'local.a[local.b[local.c]]', ['local|a local.a', 'local|b local.b', 'local|c local.c'])
