import test from 'ava'
import { createSource } from '../../../src/syntax/hcl/source.ts'

type Place = readonly [text: string, offset: number]

const places = test.macro({
  exec(t, [text, offset]: Place, [line, column, byte]: readonly [number, number, number]) {
    t.deepEqual(createSource('f', text).position(offset), { line, column, byte })
  },
  title: (_, [text, offset]: Place) => `createSource() places offset ${offset} of ${JSON.stringify(text)}`,
})

test(places, ['', 0], [1, 1, 0])
test(places, ['ab', 2], [1, 3, 2])
test(places, ['a\nb', 1], [1, 2, 1])
test(places, ['a\nb', 2], [2, 1, 2])
test(places, ['a\r\nb', 3], [2, 1, 3])
test(places, ['é\nüb', 3], [2, 2, 5])
test(places, ['😀b', 2], [1, 2, 4])
test(places, ['你b', 1], [1, 2, 3])
test(places, ['\uFEFFab', 1], [1, 1, 3])
test(places, ['\uFEFFab', 2], [1, 2, 4])
test(places, ['\uD800b', 1], [1, 2, 3])

test('createSource() finds lines in any order', (t) => {
  const source = createSource('f', Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n'))
  for (const line of [50, 0, 99, 3, 4, 98, 1, 2, 60]) {
    const offset = source.text.indexOf(`line ${line}`)
    t.is(source.position(offset).line, line + 1)
  }
})
