import type { Diagnostic } from '../../src/model/diagnostic.ts'

/** Something wrong outside. */
export function problem(detail: string): Diagnostic {
  return { severity: 'error', code: 'STRM9999', summary: 'Problem of a test', detail }
}
