import type { Diagnostic } from '../model/diagnostic.ts'
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

/** Leaves out what is no mistake of its own but follows from a syntax error: one mistake, one diagnostic. */
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

/** In YAML a mistake in a template leaves the structure as it is. */
function isBroken({ language, diagnostics }: Document): boolean {
  return language === 'hcl' ? diagnostics.length > 0 : diagnostics.some(({ code }) => STRUCTURE_CODES.has(code))
}
