import type { DiagnosticCode } from '../../../model/diagnostic.ts'
import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView } from '../../views/view.ts'

export const codeView: MessageView<DiagnosticCode> = {
  human: ({ code, summary, severity, explanation }) => `${code}: ${summary} (${severity})\n\n${explanation}\n`,
  json: (code) => answerMessages('code', code),
}

export const codesView: MessageView<readonly DiagnosticCode[]> = {
  human: (codes) => codes.map(({ code, severity, summary }) => `${code}  ${severity.padEnd(7)}  ${summary}\n`).join(''),
  json: (codes) => answerMessages('codes', codes),
}
