import type { RunPlan } from './run-plan.ts'
import { DEAD_LETTERS } from './read-objects.ts'

/** What of a plan the exporter itself is told. */
export type ExporterPlan = Pick<RunPlan, 'compression' | 'deadLetters' | 'tightDisk' | 'staticMembership'>

export interface Places {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[]
  readonly topic: string
  readonly bucket: string
  readonly region: string
  readonly endpoint: string
}

/** One exporter of the topic to the bucket. */
export function kafkaConfiguration({ brokers, topic, bucket, region, endpoint }: Places, plan: ExporterPlan): string {
  const { compression, deadLetters, tightDisk, staticMembership } = plan
  return `stream "chaos" {
  kafka {
    bootstrap_servers = ${JSON.stringify(brokers)}
    topic             = "${topic}"
    request_timeout   = "5s"
    session_timeout   = "6s"
    rebalance_timeout = "10s"
    static_membership = ${staticMembership}
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "${bucket}"
    region      = "${region}"
    endpoint    = "${endpoint}"
    path_style  = true
  }
}

batch_exporter "chaos" {
  stream                  = stream.chaos
  data_connector          = data_connector.lake
  interval                = "${tightDisk ? '4s' : '1s'}"
  path_prefix             = "events"
  compression             = "${compression}"
  on_invalid_record       = "${deadLetters ? 'dead_letter' : 'fail'}"
  dead_letter_prefix      = "${DEAD_LETTERS}"
  include_existing_events = true
  ${tightDisk ? '' : 'max_object_records      = 500'}
}
`
}
