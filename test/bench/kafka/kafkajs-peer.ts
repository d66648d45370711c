import { fileURLToPath } from 'node:url'
import type { Peer } from './peer.ts'

const DIST = new URL('../../../dist', import.meta.url).href
const PROGRAM = fileURLToPath(new URL('kafkajs-exporter.mjs', import.meta.url))

/** What one would write in an hour with the usual client. */
export const kafkajsPeer: Peer = {
  name: 'kafkajs eachBatch + PUT',
  configured:
    'one 64 MB object at a time a partition, 3 partitions at once; at least once, flushed every second; has none and gzip by itself, for the others the decompressors of strmctl',
  prepare: ({ kafka, topic, place }) =>
    Promise.resolve({
      command: [process.execPath, PROGRAM],
      env: {
        TASK: JSON.stringify({ bootstrap: kafka.bootstrap, topic: topic.topic, place, dist: DIST }),
      },
    }),
}
