import type { Place } from './verify-prefix.ts'

export interface ExporterConfiguration {
  /** `host:port` of each. */
  readonly brokers: readonly string[]
  readonly topic: string
  readonly place: Place
  /** More lines of the `kafka` block and of the exporter. */
  readonly stream: readonly string[]
  readonly exporter: readonly string[]
}

/** One exporter of a whole topic into a bucket. */
export function exporterConfiguration({ brokers, topic, place, stream, exporter }: ExporterConfiguration): string {
  return `stream "events" {
  kafka {
    bootstrap_servers = ${JSON.stringify(brokers)}
    topic             = "${topic}"
    ${stream.join('\n    ')}
  }
}

data_connector "lake" {
  s3_bucket {
    bucket_name = "${place.bucket}"
    region      = "${place.s3.region}"
    endpoint    = "${place.s3.endpoint}"
    path_style  = true
  }
}

batch_exporter "events" {
  stream                  = stream.events
  data_connector          = data_connector.lake
  path_prefix             = "${place.prefix}"
  include_existing_events = true
  ${exporter.join('\n  ')}
}
`
}
