import { closest } from '../lib/closest.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Document } from '../syntax/document.ts'
import { createSource } from '../syntax/hcl/source.ts'
import * as codes from './body/diagnostics.ts'

/** Mistakes of arguments and blocks that stand where they do not belong: their values are never decoded, so nothing marks them as secrets. */
const MISPLACED: ReadonlySet<string> = new Set(
  [
    codes.UNSUPPORTED_ARGUMENT,
    codes.UNSUPPORTED_BLOCK,
    codes.DUPLICATE_ARGUMENT,
    codes.BLOCK_AS_ARGUMENT,
    codes.ARGUMENT_AS_BLOCK,
    codes.UNEXPECTED_LABEL,
    codes.BLOCK_SHAPE,
  ].map(({ code }) => code),
)

const SOUNDS_SECRET = /pass|pwd|secret|token|credential|key/i

/** What may be a secret on the lines of misplaced arguments: everything behind a name that is one of `names`, is like one, or sounds like one. */
export function hiddenNear(
  diagnostics: readonly Diagnostic[],
  documents: readonly Document[],
  names: ReadonlySet<string>,
): readonly SourceRange[] {
  const isSecret = (name: string): boolean =>
    names.has(name) || SOUNDS_SECRET.test(name) || closest(name, [...names]) !== undefined
  const sources = new Map(documents.map(({ file, text }) => [file, { text, source: createSource(file, text) }]))
  return diagnostics.flatMap(({ code, range, related }) => {
    const file = range && sources.get(range.file)
    if (file === undefined || !MISPLACED.has(code)) return []
    return [range, ...(related ?? []).map((place) => place.range)].flatMap((place) => {
      const found = place && secretOnLine(file.text, place.start.line, isSecret)
      return found === undefined ? [] : [file.source.range(found.begin, found.end)]
    })
  })
}

function secretOnLine(
  text: string,
  line: number,
  isSecret: (name: string) => boolean,
): { readonly begin: number; readonly end: number } | undefined {
  const lines = text.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const content = lines[line - 1] ?? ''
  for (const match of content.matchAll(/([A-Za-z_][\w-]*)["']?[ \t]*[:={ \t][ \t]*/g)) {
    const begin = match.index + match[0].length
    if (isSecret(match[1] ?? '') && begin < content.length) return { begin: start + begin, end: start + content.length }
  }
  return undefined
}
