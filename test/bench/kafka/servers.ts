import type { KafkaCluster } from '../../services/kafka/start-cluster.ts'
import type { StartedS3 } from '../../services/s3/start-s3.ts'
import { startCluster } from '../../services/kafka/start-cluster.ts'
import { startS3 } from '../../services/s3/start-s3.ts'

/** What every run is measured with: one broker and one store, on this machine. */
export interface Servers {
  readonly kafka: KafkaCluster
  readonly store: StartedS3
}

/** Starts both, and ends them after use. */
export async function withServers(use: (servers: Servers) => Promise<void>): Promise<void> {
  const [kafka, store] = await Promise.all([startCluster({ heap: 1024, fullSpeed: true }), startS3()])
  try {
    await use({ kafka, store })
  } finally {
    await Promise.all([kafka.close(), store.close()])
  }
}
