/** A global regular expression in JavaScript's Unicode syntax; nothing where the text is none. */
export function compilePattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'gu')
  } catch {
    return undefined
  }
}
