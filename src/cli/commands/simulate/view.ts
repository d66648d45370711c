import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView } from '../../views/view.ts'

export interface Sent {
  readonly stream: string
  /** Events so far. */
  readonly sent: number
}

export const sentView: MessageView<Sent> = {
  human: ({ stream, sent }) => `Sent ${sent} events to "${stream}"\n`,
  json: ({ sent }) => answerMessages('simulated', { sent }),
}
