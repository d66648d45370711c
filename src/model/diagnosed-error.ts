import type { Diagnostic } from './diagnostic.ts'

/**
 * Carries diagnostics out of an asynchronous action (an apply step, a connector, a stream) to the command that shows them.
 * The pure stages return their diagnostics instead.
 */
export class DiagnosedError extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map((diagnostic) => `${diagnostic.summary}: ${diagnostic.detail}`).join('\n'), options)
    this.name = 'DiagnosedError'
    this.diagnostics = diagnostics
  }
}
