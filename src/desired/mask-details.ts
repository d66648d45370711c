import type { Diagnostic } from '../model/diagnostic.ts'
import type { SourceRange } from '../model/source-range.ts'

const MASK = '(sensitive)'
/** Shorter pieces say nothing, and masking them would spoil the sentence. */
const SHORTEST = 3

/**
 * Sentences about places where secrets are written may quote them: an unquoted password is an unknown name to the
 * evaluator. Every word of the secret is masked, and a fix is left out.
 */
export function maskDetails(
  diagnostics: readonly Diagnostic[],
  hidden: readonly SourceRange[],
  sources: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  if (hidden.length === 0) return diagnostics
  const byFile = new Map<string, SourceRange[]>()
  for (const range of hidden) byFile.set(range.file, [...(byFile.get(range.file) ?? []), range])
  const bytes = new Map([...byFile.keys()].map((file) => [file, new TextEncoder().encode(sources.get(file) ?? '')]))
  return diagnostics.map((diagnostic) => {
    const { range } = diagnostic
    const touched = (byFile.get(range?.file ?? '') ?? []).filter(
      (secret) => range !== undefined && overlaps(secret, range),
    )
    if (touched.length === 0) return diagnostic
    const words = touched.flatMap((secret) => wordsOf(bytes.get(secret.file), secret))
    return withoutWords(diagnostic, words)
  })
}

function withoutWords(diagnostic: Diagnostic, words: readonly string[]): Diagnostic {
  const detail = words.reduce((text, word) => text.replaceAll(word, MASK), diagnostic.detail)
  const { severity, code, summary, address, range, related } = diagnostic
  const parts = { ...(address && { address }), ...(range && { range }), ...(related && { related }) }
  return { severity, code, summary, detail, ...parts }
}

function overlaps(a: SourceRange, b: SourceRange): boolean {
  return a.start.byte <= b.end.byte && b.start.byte <= a.end.byte
}

function wordsOf(bytes: Uint8Array | undefined, { start, end }: SourceRange): readonly string[] {
  const text = new TextDecoder().decode(bytes?.subarray(start.byte, end.byte))
  const words = text.split(/[\s"'`,;:=()[\]{}]+/).filter((word) => word.length >= SHORTEST)
  return [...new Set(words)].toSorted((a, b) => b.length - a.length)
}
