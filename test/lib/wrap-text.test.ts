import test from 'ava'
import { wrapText } from '../../src/lib/wrap-text.ts'

test('wrapText() keeps the indentation of a line on the lines that it becomes', (t) => {
  t.deepEqual(wrapText('  one two three', 9), ['  one two', '  three'])
})

test('wrapText() counts columns as a terminal shows them', (t) => {
  const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'
  t.deepEqual(wrapText(`${family}${family} x`, 6), [`${family}${family} x`])
  t.deepEqual(wrapText('日本 x', 5), ['日本', 'x'])
})
