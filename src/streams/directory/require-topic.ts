import { STREAM_ABSENT } from './diagnostics.ts'
import { problem } from './problem.ts'
import type { Topic } from './topic-file.ts'
import { readTopic } from './topic-file.ts'

/** The stream's topic. Rejects with a DiagnosedError where the stream was not made. */
export async function requireTopic(root: string): Promise<Topic> {
  const topic = await readTopic(root)
  if (topic !== undefined) return topic
  const detail = `The directory "${root}" holds no stream: ".strmctl/stream.json" is not there. Run "strmctl apply", or put the directory back where it was.`
  throw problem(STREAM_ABSENT, detail)
}
