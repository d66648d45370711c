import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import type { DiagnosticCode } from '../../../model/diagnostic.ts'
import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { ENTRY_TOO_LONG, GROUP_OF_ANOTHER, GROUP_REFUSED, INSTANCE_TAKEN } from './diagnostics.ts'
import type { GroupSettings } from './group-settings.ts'

/** What only a person can fix, for an error of the brokers; nothing for one that passes or that we know what to do about. */
export function groupProblem(code: number, settings: GroupSettings): DiagnosedError | undefined {
  const problem = PROBLEMS.get(code)
  if (problem === undefined) return undefined
  const detail = `${problem.say(settings)} The brokers answered ${errorName(code)}.`
  return new DiagnosedError([diagnose(problem.code, { detail })])
}

interface GroupProblem {
  readonly code: DiagnosticCode
  readonly say: (settings: GroupSettings) => string
}

const OF_ANOTHER: GroupProblem = {
  code: GROUP_OF_ANOTHER,
  say: ({ group, uid }) =>
    `The consumer group "${group}" has members that do not export for this exporter (uid "${uid}"). Give it a group of its own.`,
}
const TAKEN: GroupProblem = {
  code: INSTANCE_TAKEN,
  say: ({ group, instanceId }) =>
    `Another process joined the consumer group "${group}" under the group instance id "${instanceId ?? ''}" of this one. Run one process per host name, or switch "static_membership" off.`,
}
const TOO_LONG: GroupProblem = {
  code: ENTRY_TOO_LONG,
  say: ({ group, topic }) => `The entries of topic "${topic}" are too long for the consumer group "${group}".`,
}
const NOT_ALLOWED: GroupProblem = {
  code: GROUP_REFUSED,
  say: ({ group, topic }) =>
    `This user may not use the consumer group "${group}" for the topic "${topic}". Allow it Read and Describe on both.`,
}
const SESSION: GroupProblem = {
  code: GROUP_REFUSED,
  say: ({ sessionTimeoutMs }) =>
    `A session time-out of ${sessionTimeoutMs / 1000} s is not allowed. Set "session_timeout" to what "group.min.session.timeout.ms" and "group.max.session.timeout.ms" of the brokers allow.`,
}
const FULL: GroupProblem = {
  code: GROUP_REFUSED,
  say: ({ group }) =>
    `The consumer group "${group}" has as many members as "group.max.size" of the brokers allows. Run fewer processes.`,
}
const BAD_NAME: GroupProblem = {
  code: GROUP_REFUSED,
  say: ({ group }) => `"${group}" cannot be the name of a consumer group. Choose another "group".`,
}

const PROBLEMS: ReadonlyMap<number, GroupProblem> = new Map([
  [KAFKA_ERROR.INCONSISTENT_GROUP_PROTOCOL, OF_ANOTHER],
  [KAFKA_ERROR.FENCED_INSTANCE_ID, TAKEN],
  [KAFKA_ERROR.OFFSET_METADATA_TOO_LARGE, TOO_LONG],
  [KAFKA_ERROR.INVALID_COMMIT_OFFSET_SIZE, TOO_LONG],
  [KAFKA_ERROR.GROUP_AUTHORIZATION_FAILED, NOT_ALLOWED],
  [KAFKA_ERROR.TOPIC_AUTHORIZATION_FAILED, NOT_ALLOWED],
  [KAFKA_ERROR.INVALID_SESSION_TIMEOUT, SESSION],
  [KAFKA_ERROR.GROUP_MAX_SIZE_REACHED, FULL],
  [KAFKA_ERROR.INVALID_GROUP_ID, BAD_NAME],
])
