import type { Diagnostic } from '../model/diagnostic.ts'
import type { Document } from '../syntax/document.ts'

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
