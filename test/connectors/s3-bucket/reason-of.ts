import { SinkError } from '../../../src/model/connector.ts'

/** What became of a creation: its outcome, or the reason why it failed. */
export async function reasonOf(created: Promise<string>): Promise<string> {
  return created.catch((error: unknown) => (error instanceof SinkError ? error.reason : String(error)))
}
