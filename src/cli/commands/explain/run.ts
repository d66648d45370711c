import { closest } from '../../../lib/closest.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import { textOf, type RunCommand } from '../../arguments/command.ts'
import { UNKNOWN_NAME } from '../../diagnostics.ts'
import { EXIT } from '../../exit-code.ts'
import { ALL_CODES, RETIRED_CODES } from './all-codes.ts'
import { viewFor } from '../../views/view-for.ts'

export const run: RunCommand = (args, deps) => {
  const view = viewFor(deps)
  const asked = textOf(args, 'code')?.toUpperCase()
  if (asked === undefined) {
    const lines = ALL_CODES.map((code) => `${code.code}  ${code.severity.padEnd(7)}  ${code.summary}\n`)
    view.answer(lines.join(''), 'codes', ALL_CODES)
    return Promise.resolve(EXIT.ok)
  }
  const found = ALL_CODES.find(({ code }) => code === (RETIRED_CODES[asked] ?? asked))
  if (found === undefined) {
    const near = closest(
      asked,
      ALL_CODES.map((code) => code.code),
    )
    const hint = near === undefined ? '"strmctl explain" lists all codes.' : `Did you mean "${near}"?`
    view.diagnostics([diagnose(UNKNOWN_NAME, { detail: `There is no diagnostic code "${asked}". ${hint}` })])
    return Promise.resolve(EXIT.usage)
  }
  view.answer(`${found.code}: ${found.summary} (${found.severity})\n\n${found.explanation}\n`, 'code', found)
  return Promise.resolve(EXIT.ok)
}
