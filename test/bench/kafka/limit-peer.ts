import { fileURLToPath } from 'node:url'
import type { Peer } from './peer.ts'

const PROGRAM = fileURLToPath(new URL('limit-reader.mjs', import.meta.url))
const DIST = new URL('../../../dist', import.meta.url).href

/** Not an exporter: how fast our own client reads when nothing is made of it. */
export const limitPeer: Peer = {
  name: 'the limit',
  configured: 'raw fetches of 8 MiB with our own client, discarded; writes nothing',
  discards: true,
  prepare: ({ kafka, topic }) =>
    Promise.resolve({
      command: [process.execPath, PROGRAM],
      env: {
        TASK: JSON.stringify({ bootstrap: kafka.bootstrap, topic: topic.topic, records: topic.records, dist: DIST }),
      },
    }),
}
