import { KafkaConnectError, KafkaLostError, KafkaResponseError } from '../../io/kafka/errors.ts'
import type { KafkaConnectReason } from '../../io/kafka/errors.ts'
import { KAFKA_ERROR } from '../../io/kafka/protocol/error-codes.ts'
import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import {
  BROKERS_UNREACHABLE,
  BROKER_REFUSED,
  CONNECTION_NOT_SECURE,
  NOT_A_BROKER,
  SIGN_IN_FAILED,
  TOPIC_NOT_ALLOWED,
} from './diagnostics.ts'
import { problem } from './problem.ts'
import { topicAbsent } from './topic-absent.ts'

/** Runs what talks to brokers; what goes wrong there becomes a diagnostic that says what to do. Other errors stay as they are. */
export async function explained<T>(topic: string, talk: () => Promise<T>): Promise<T> {
  try {
    return await talk()
  } catch (error) {
    throw explainFailure(error, topic)
  }
}

export function notAllowed(topic: string, cause?: unknown): DiagnosedError {
  const detail = `This user may not use the topic "${topic}". Allow it Describe and Read; for "create_topic" also Create and Alter, for "delete_topic" Delete.`
  return problem(TOPIC_NOT_ALLOWED, detail, { cause })
}

function explainFailure(error: unknown, topic: string): unknown {
  const diagnosed = causes(error).find((cause) => cause instanceof DiagnosedError)
  if (diagnosed !== undefined) return diagnosed
  if (error instanceof KafkaConnectError) {
    const { code, advice } = CONNECTING[error.reason]
    return problem(code, `${error.message}. ${advice}`, { cause: error, mayPass: true })
  }
  if (error instanceof KafkaLostError) {
    const detail = `${error.message}. Look at the brokers and the network, and try again.`
    return problem(BROKERS_UNREACHABLE, detail, { cause: error, mayPass: true })
  }
  return error instanceof KafkaResponseError ? explainResponse(error, topic) : error
}

/** A credential that is missing comes wrapped in what it kept from happening. */
function causes(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}

function explainResponse(error: KafkaResponseError, topic: string): DiagnosedError {
  if (FORBIDDEN.has(error.code)) return notAllowed(topic, error)
  if (error.code === KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION) return topicAbsent(topic, { cause: error })
  return problem(BROKER_REFUSED, `${error.message}.`, { cause: error, mayPass: PASSING.has(error.code) })
}

const FORBIDDEN: ReadonlySet<number> = new Set([
  KAFKA_ERROR.TOPIC_AUTHORIZATION_FAILED,
  KAFKA_ERROR.CLUSTER_AUTHORIZATION_FAILED,
])

const PASSING: ReadonlySet<number> = new Set([
  KAFKA_ERROR.LEADER_NOT_AVAILABLE,
  KAFKA_ERROR.NOT_LEADER_OR_FOLLOWER,
  KAFKA_ERROR.REQUEST_TIMED_OUT,
  KAFKA_ERROR.NOT_CONTROLLER,
  KAFKA_ERROR.OFFSET_NOT_AVAILABLE,
  KAFKA_ERROR.KAFKA_STORAGE_ERROR,
  KAFKA_ERROR.UNKNOWN_SERVER_ERROR,
  KAFKA_ERROR.THROTTLING_QUOTA_EXCEEDED,
])

const CONNECTING: {
  readonly [reason in KafkaConnectReason]: { readonly code: DiagnosticCode; readonly advice: string }
} = {
  unreachable: {
    code: BROKERS_UNREACHABLE,
    advice:
      'Check "bootstrap_servers" and that the brokers run; the names that they advertise must be reachable from here too.',
  },
  tls: {
    code: CONNECTION_NOT_SECURE,
    advice: 'Check the "tls" block: the port must be one for TLS, and its certificate one that is trusted.',
  },
  authentication: {
    code: SIGN_IN_FAILED,
    advice: 'Check the "sasl" block: the mechanism, the user and the password or token.',
  },
  protocol: {
    code: NOT_A_BROKER,
    advice:
      'Check the port: it may be one for TLS that needs a "tls" block, or no Kafka broker at all. Brokers must be Apache Kafka 2.8 or newer.',
  },
}
