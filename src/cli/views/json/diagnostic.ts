import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { SourceRange } from '../../../model/source-range.ts'
import { snippetOf } from '../human/snippet.ts'
import type { SourceTexts } from '../view.ts'

/** Terraform's diagnostic object, with `code`, `related` and `fix` beside it. */
export function diagnosticToJson(diagnostic: Diagnostic, texts?: SourceTexts): object {
  const { severity, summary, detail, code, address, range, related, fix } = diagnostic
  return {
    severity,
    summary,
    detail,
    code,
    ...(address === undefined ? {} : { address }),
    ...(range === undefined ? {} : { range: rangeToJson(range), ...snippetToJson(range, texts) }),
    ...(related === undefined
      ? {}
      : { related: related.map((place) => ({ message: place.message, range: rangeToJson(place.range) })) }),
    ...(fix === undefined ? {} : { fix: { range: rangeToJson(fix.range), newText: fix.newText } }),
  }
}

function rangeToJson(range: SourceRange): object {
  return { filename: range.file, start: range.start, end: range.end }
}

function snippetToJson(range: SourceRange, texts: SourceTexts | undefined): object {
  const source = texts?.sources.get(range.file)
  const snippet =
    source === undefined ? undefined : snippetOf(source, range, { width: 1000, hidden: texts?.hidden ?? [] })
  if (snippet === undefined) return {}
  const { text, line, markStart, markWidth } = snippet
  return {
    snippet: {
      code: text,
      start_line: line,
      highlight_start_offset: markStart,
      highlight_end_offset: markStart + markWidth,
    },
  }
}
