import type { RunPlan } from './run-plan.ts'

/** What of a plan the exporters themselves are told. */
export type ExporterPlan = Pick<RunPlan, 'compression' | 'deadLetters' | 'tightDisk' | 'staticMembership'> &
  Partial<Pick<RunPlan, 'exporters'>>

export interface Places {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[]
  readonly topic: string
  readonly bucket: string
  readonly region: string
  readonly endpoint: string
}

/** One exporter of the topic to the bucket, or several, each in its own way. */
export function kafkaConfiguration({ brokers, topic, bucket, region, endpoint }: Places, plan: ExporterPlan): string {
  return `stream "chaos" {
  kafka {
    bootstrap_servers = ${JSON.stringify(brokers)}
    topic             = "${topic}"
    request_timeout   = "5s"
    session_timeout   = "6s"
    rebalance_timeout = "10s"
    static_membership = ${plan.staticMembership}
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

${exportersOf(plan)
  .map((exporter) => exporterBlock(exporter, plan))
  .join('\n')}`
}

/** One exporter, and where its objects are. */
export interface ChaosExporter {
  readonly name: string
  /** Of its objects, and of its dead letters. */
  readonly prefixes: readonly [string, string]
  readonly compression: string
  /** Seconds. */
  readonly interval: number
  readonly maxRecords: number | undefined
}

/** They differ in all that may differ: what they share is what they read. */
export function exportersOf({ exporters = 1, tightDisk, compression }: ExporterPlan): readonly ChaosExporter[] {
  const compressions = [compression, compression === 'none' ? 'gzip' : 'none', 'gzip']
  return Array.from({ length: exporters }, (_, index) => ({
    name: index === 0 ? 'chaos' : `chaos-${index + 1}`,
    prefixes: index === 0 ? ['events', 'dead'] : [`events-${index + 1}`, `dead-${index + 1}`],
    compression: compressions[index] ?? 'none',
    interval: (tightDisk ? 4 : 1) + index,
    maxRecords: tightDisk ? undefined : [500, 70, 1200][index],
  }))
}

function exporterBlock(exporter: ChaosExporter, { deadLetters }: ExporterPlan): string {
  const { name, prefixes, compression, interval, maxRecords } = exporter
  return `batch_exporter "${name}" {
  stream                  = stream.chaos
  data_connector          = data_connector.lake
  interval                = "${interval}s"
  path_prefix             = "${prefixes[0]}"
  compression             = "${compression}"
  on_invalid_record       = "${deadLetters ? 'dead_letter' : 'fail'}"
  dead_letter_prefix      = "${prefixes[1]}"
  include_existing_events = true
  ${maxRecords === undefined ? '' : `max_object_records      = ${maxRecords}`}
}
`
}
