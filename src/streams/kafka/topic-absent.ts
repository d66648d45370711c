import type { DiagnosedError } from '../../model/diagnosed-error.ts'
import { TOPIC_ABSENT } from './diagnostics.ts'
import { problem } from './problem.ts'
import type { ProblemOptions } from './problem.ts'

/** `alike`: a topic that there is and that may have been meant. */
export function topicAbsent(
  name: string,
  { alike, ...options }: ProblemOptions & { readonly alike?: string | undefined } = {},
): DiagnosedError {
  const meant = alike === undefined ? '' : ` Did you mean "${alike}"?`
  const detail = `There is no topic "${name}", or this user may not see it.${meant} Correct the name, make the topic, or add a "create_topic" block to have it made by "strmctl apply".`
  return problem(TOPIC_ABSENT, detail, options)
}
