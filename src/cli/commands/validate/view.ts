import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView } from '../../views/view.ts'

export interface Validation {
  readonly valid: boolean
  readonly error_count: number
  readonly warning_count: number
}

export const validationView: MessageView<Validation> = {
  human: ({ valid }) => (valid ? 'Success! The configuration is valid.\n' : ''),
  json: (validation) => answerMessages('validation', validation),
}
