import { fileURLToPath } from 'node:url'
import { bundle } from '../bundle.ts'
import type { Peer } from './peer.ts'

const PROGRAM = new URL('kafkajs-exporter.mjs', import.meta.url)

/** What one would write in an hour with the usual client. */
export const kafkajsPeer: Peer = {
  name: 'kafkajs eachBatch + PUT',
  configured:
    'one 64 MB object at a time a partition, 3 partitions at once; at least once, flushed every second; has none and gzip by itself, for the others the decompressors of strmctl',
  prepare: async ({ kafka, topic, place }) => ({
    command: [process.execPath, fileURLToPath(await bundle(PROGRAM))],
    env: { TASK: JSON.stringify({ bootstrap: kafka.bootstrap, topic: topic.topic, place }) },
  }),
}
