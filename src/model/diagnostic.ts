import type { SourceRange } from './source-range.ts'

export type Severity = 'error' | 'warning'

/** Another place that belongs to the same mistake, with the words that connect it ("First declared here"). */
export interface RelatedPlace {
  readonly message: string
  readonly range: SourceRange
}

/** A text replacement that would mend the mistake. */
export interface Fix {
  readonly range: SourceRange
  readonly newText: string
}

/**
 * One mistake of the user, or one fact about the outside world that stops or warns them.
 * A value: collected and shown, never thrown.
 */
export interface Diagnostic {
  readonly severity: Severity
  /** Stable for ever, e.g. `STRM1004`; `strmctl explain` tells more. Declared in the `diagnostics.ts` of the folder that makes it. */
  readonly code: string
  /** Constant words, no names or values in it. */
  readonly summary: string
  /** What is wrong, why, and what to do; names and values in double quotes. Never contains a secret. */
  readonly detail: string
  /** Address of the resource it is about. */
  readonly address?: string
  readonly range?: SourceRange
  readonly related?: readonly RelatedPlace[]
  readonly fix?: Fix
}

/** What a folder declares for each code that it makes: `explanation` is the long text of `strmctl explain CODE`. */
export interface DiagnosticCode {
  readonly code: string
  readonly severity: Severity
  readonly summary: string
  readonly explanation: string
}

/** Declares the code of an error. */
export function errorCode(code: string, summary: string, explanation: string): DiagnosticCode {
  return { code, severity: 'error', summary, explanation }
}

/** What a caller adds to a declared code. */
export type DiagnosticParts = Omit<Diagnostic, 'code' | 'severity' | 'summary'>

/** A diagnostic of a declared code. */
export function diagnose(declared: DiagnosticCode, parts: DiagnosticParts): Diagnostic {
  return { severity: declared.severity, code: declared.code, summary: declared.summary, ...parts }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}
