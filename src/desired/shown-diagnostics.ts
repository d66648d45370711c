import type { Diagnostic } from '../model/diagnostic.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Document } from '../syntax/document.ts'
import { STRUCTURE_CODES } from '../syntax/yaml/diagnostics.ts'
import { MISSING_ARGUMENT, MISSING_BLOCK } from './body/diagnostics.ts'
import { UNDECLARED_RESOURCE } from './decode/diagnostics.ts'
import { UNDECLARED_REFERENCE } from './evaluate/diagnostics.ts'
import { UNDECLARED_OPTION, UNDECLARED_VALUE, VALUE_REQUIRED } from './variables/diagnostics.ts'

/** What may be missing only because a syntax error swallowed it, in whatever file. */
const MISSED_ANYWHERE: ReadonlySet<string> = new Set(
  [UNDECLARED_RESOURCE, UNDECLARED_REFERENCE, UNDECLARED_OPTION, UNDECLARED_VALUE, VALUE_REQUIRED].map(
    ({ code }) => code,
  ),
)
const MISSED_IN_FILE: ReadonlySet<string> = new Set([MISSING_ARGUMENT, MISSING_BLOCK].map(({ code }) => code))

/** Leaves out diagnostics that only follow from a syntax error: one mistake, one diagnostic. */
export function withoutFollowing(
  diagnostics: readonly Diagnostic[],
  documents: readonly Document[],
): readonly Diagnostic[] {
  const broken = new Map(documents.filter(isBroken).map((document) => [document.file, document.language]))
  if (broken.size === 0) return diagnostics
  return diagnostics.filter(({ code, range }) => {
    if (MISSED_ANYWHERE.has(code)) return false
    const language = range === undefined ? undefined : broken.get(range.file)
    // The structure of a YAML file is its indentation: behind an error nothing is certain.
    return language === undefined || (language === 'hcl' && !MISSED_IN_FILE.has(code))
  })
}

/** In YAML a mistake in a template does not change the structure. */
function isBroken({ language, diagnostics }: Document): boolean {
  return language === 'hcl' ? diagnostics.length > 0 : diagnostics.some(({ code }) => STRUCTURE_CODES.has(code))
}

/** In the order of files and lines, what has no place at the end; of equal ones (a value that an alias repeats) the first. */
export function sortDiagnostics(
  diagnostics: readonly Diagnostic[],
  documents: readonly Document[],
): readonly Diagnostic[] {
  const position = new Map(documents.map((document, index) => [document.file, index]))
  const distinct = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]))
  return [...distinct.values()].toSorted((a, b) => fileOf(a) - fileOf(b) || byteOf(a) - byteOf(b))

  function fileOf({ range }: Diagnostic): number {
    return range === undefined ? Number.MAX_SAFE_INTEGER : (position.get(range.file) ?? documents.length)
  }
}

function byteOf({ range }: Diagnostic): number {
  return range?.start.byte ?? 0
}

function keyOf({ code, detail, range }: Diagnostic): string {
  return JSON.stringify([code, detail, range])
}

const MASK = '(sensitive)'
/** Shorter pieces reveal nothing, and masking them would make the sentence unreadable. */
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
