import type { JsonMessage } from '../view.ts'

/** The answer of a command as one message: `type` names it, and the key that holds it. */
export function answerMessages(type: string, value: unknown): readonly JsonMessage[] {
  return [{ level: 'info', text: type, type, rest: { [type]: value } }]
}

/** One document for programs, indented so that people can read it too. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
