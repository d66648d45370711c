import type { ChalkInstance } from 'chalk'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { SourceRange } from '../../../model/source-range.ts'
import { parseAddress } from '../../../model/address.ts'
import { wrapText } from '../../../lib/wrap-text.ts'
import { paintFor } from './paint.ts'
import { snippetOf } from './snippet.ts'

/** Source texts by the file name that ranges carry. */
export type Sources = ReadonlyMap<string, string>

export interface DiagnosticViewOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly color: boolean
  /** Ranges whose text is never shown: secrets. */
  readonly hidden: readonly SourceRange[]
}

/** Diagnostics as people read them, each followed by an empty line. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  options: DiagnosticViewOptions,
): string {
  const paint = paintFor(options.color)
  const view = { sources, options, paint }
  return diagnostics.map((diagnostic) => `${renderOne(diagnostic, view).join('\n')}\n\n`).join('')
}

interface View {
  readonly sources: Sources
  readonly options: DiagnosticViewOptions
  readonly paint: ChalkInstance
}

function renderOne(diagnostic: Diagnostic, view: View): readonly string[] {
  return [
    headline(diagnostic, view.paint),
    ...place(diagnostic.range, contextOf(diagnostic), view),
    '',
    ...wrapText(diagnostic.detail, Math.max(40, view.options.width - 2)).map((line) =>
      line === '' ? '' : `  ${line}`,
    ),
    ...(diagnostic.related ?? []).flatMap((other) => [
      '',
      `  ${other.message}:`,
      ...place(other.range, '', view).slice(1),
    ]),
  ]
}

function headline(diagnostic: Diagnostic, paint: ChalkInstance): string {
  const word = diagnostic.severity === 'error' ? paint.red.bold('Error:') : paint.yellow.bold('Warning:')
  return `${word} ${paint.bold(diagnostic.summary)} ${paint.dim(`[${diagnostic.code}]`)}`
}

function contextOf(diagnostic: Diagnostic): string {
  const address = diagnostic.address === undefined ? undefined : parseAddress(diagnostic.address)
  if (address === undefined) return ''
  // With a place, the mistake is one of the block and of every instance of it.
  const isInstance = diagnostic.range === undefined && address.key !== undefined
  return `, in ${address.kind} "${address.label}"${isInstance ? `[${JSON.stringify(address.key)}]` : ''}`
}

function place(range: SourceRange | undefined, context: string, view: View): readonly string[] {
  if (range === undefined) return context === '' ? [] : ['', `  ${context.slice(', '.length)}`]
  const where = `  on ${range.file}:${range.start.line}:${range.start.column}${context}`
  const source = view.sources.get(range.file)
  const gutter = Math.max(4, String(range.start.line).length + 1)
  const width = view.options.width - gutter - 5
  const snippet = source === undefined ? undefined : snippetOf(source, range, { width, hidden: view.options.hidden })
  if (snippet === undefined) return ['', where]
  const mark = view.paint.red('^'.repeat(snippet.markWidth))
  return [
    '',
    `${where}:`,
    ` ${view.paint.dim(`${String(snippet.line).padStart(gutter)} │`)} ${snippet.text}`.trimEnd(),
    ` ${view.paint.dim(`${' '.repeat(gutter)} │`)} ${' '.repeat(snippet.markStart)}${mark}`,
  ]
}
