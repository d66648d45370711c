import type { Fields } from '../model/fields.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Document } from '../syntax/document.ts'
import { createSource } from '../syntax/hcl/source.ts'

/** Names of all sensitive fields, at any depth. */
export function sensitiveNames(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind === 'block') return sensitiveNames(field.fields)
    return field.sensitive === true ? [name] : []
  })
}

/**
 * Secrets in files with syntax errors, where the tree does not tell for sure what belongs to what: everything behind one of
 * these names on its line, whatever it is.
 */
export function hiddenLines(document: Document, names: ReadonlySet<string>): readonly SourceRange[] {
  if (document.diagnostics.length === 0) return []
  const { file, text } = document
  const hidden = /\bsensitive["']?\s*[:=]\s*true\b/.test(text) ? new Set([...names, 'default']) : names
  const source = createSource(file, text)
  return [...text.matchAll(/([A-Za-z_][\w-]*)["']?[ \t]*[:= \t][ \t]*(\S[^\r\n]*)/g)].flatMap((match) => {
    const [whole, name = '', rest = ''] = match
    const end = match.index + whole.length
    return hidden.has(name) ? [source.range(end - rest.length, end)] : []
  })
}
