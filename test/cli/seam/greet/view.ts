import { answerMessages } from '../../../../src/cli/views/json/messages.ts'
import type { MessageView } from '../../../../src/cli/views/view.ts'

export const greetingView: MessageView<{ readonly name: string; readonly seconds: number }> = {
  human: ({ name, seconds }) => `Hello ${name}, in ${seconds} s\n`,
  json: (greeting) => answerMessages('greeting', greeting),
}
