import { closest } from '../../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../../model/diagnostic.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { UNKNOWN_NAME } from '../../diagnostics.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import type { View } from '../../views/view.ts'
import { ALL_CODES, RETIRED_CODES } from './all-codes.ts'
import type { EXPLAIN } from './spec.ts'
import { codesView, codeView } from './view.ts'

export const run: RunCommand<typeof EXPLAIN> = ({ code }, { view }) =>
  Promise.resolve(explain(code?.toUpperCase(), view))

function explain(asked: string | undefined, view: View): ExitCode {
  if (asked === undefined) {
    view.show(codesView, ALL_CODES)
    return EXIT.ok
  }
  const found = ALL_CODES.find(({ code }) => code === (RETIRED_CODES[asked] ?? asked))
  if (found === undefined) view.diagnostics([unknownCode(asked)])
  else view.show(codeView, found)
  return found === undefined ? EXIT.usage : EXIT.ok
}

function unknownCode(asked: string): Diagnostic {
  const near = closest(
    asked,
    ALL_CODES.map(({ code }) => code),
  )
  const hint = near === undefined ? '"strmctl explain" lists all codes.' : `Did you mean "${near}"?`
  return diagnose(UNKNOWN_NAME, { detail: `There is no diagnostic code "${asked}". ${hint}` })
}
