import type { Diagnostic } from './diagnostic.ts'

/**
 * Carries diagnostics out of an asynchronous action (an apply step, a connector, a stream) to the command that shows them.
 * The pure stages return their diagnostics instead.
 */
export class DiagnosedError extends Error {
  readonly diagnostics: readonly Diagnostic[]
  /** Waiting may mend it (a server that cannot be reached): a command tells it and ends, a running exporter tries again. */
  readonly mayPass: boolean

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions & { readonly mayPass?: boolean }) {
    super(diagnostics.map((diagnostic) => `${diagnostic.summary}: ${diagnostic.detail}`).join('\n'), options)
    this.name = 'DiagnosedError'
    this.diagnostics = diagnostics
    this.mayPass = options?.mayPass === true
  }
}
