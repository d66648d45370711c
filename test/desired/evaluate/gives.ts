import test from 'ava'
import { evaluateText, show } from './expressions.ts'

/** A row: an expression and what it gives, as `show` writes it. */
export const gives = test.macro<[string, string]>({
  exec: (t, text: string, expected: string) => {
    t.is(show(text, evaluateText(text)), expected)
  },
  title: (_, text) => text.trim(),
})
