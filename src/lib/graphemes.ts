const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' })
const PLAIN = /^[\x20-\x7e]*$/

/** What people see as characters: an emoji of several code points is one. */
export function graphemes(text: string): readonly string[] {
  return PLAIN.test(text) ? [...text] : Array.from(SEGMENTER.segment(text), ({ segment }) => segment)
}
