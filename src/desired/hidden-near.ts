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
  const misplaced = diagnostics.filter(({ code }) => MISPLACED.has(code))
  if (misplaced.length === 0) return []
  const isSecret = (name: string): boolean =>
    names.has(name) || SOUNDS_SECRET.test(name) || closest(name, [...names]) !== undefined
  const files = new Map(documents.map((document) => [document.file, linesOf(document)]))
  const places = misplaced.flatMap(({ range, related = [] }) => [range, ...related.map((place) => place.range)])
  return places.flatMap(
    (place) => (place && secretOnLine(files.get(place.file)?.[place.start.line - 1], isSecret)) ?? [],
  )
}

interface Line {
  readonly text: string
  /** Of a stretch of it, from and to so many characters. */
  readonly range: (from: number, to: number) => SourceRange
}

function linesOf({ file, text }: Document): readonly Line[] {
  const source = createSource(file, text)
  let next = 0
  return text.split('\n').map((line) => {
    const start = next
    next += line.length + 1
    return { text: line, range: (from, to) => source.range(start + from, start + to) }
  })
}

function secretOnLine(line: Line | undefined, isSecret: (name: string) => boolean): SourceRange | undefined {
  if (line === undefined) return undefined
  const { text, range } = line
  for (const match of text.matchAll(/([A-Za-z_][\w-]*)["']?[ \t]*[:={ \t][ \t]*/g)) {
    const begin = match.index + match[0].length
    if (isSecret(match[1] ?? '') && begin < text.length) return range(begin, text.length)
  }
  return undefined
}
