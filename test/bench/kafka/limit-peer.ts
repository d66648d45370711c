import { fileURLToPath } from 'node:url'
import { bundle } from '../bundle.ts'
import type { Peer } from './peer.ts'

const PROGRAM = new URL('limit-reader.mjs', import.meta.url)

/** Not an exporter: how fast our own client reads when nothing is made of it. */
export const limitPeer: Peer = {
  name: 'the limit',
  configured: 'raw fetches of 8 MiB with our own client, discarded; writes nothing',
  discards: true,
  prepare: async ({ kafka, topic }) => ({
    command: [process.execPath, fileURLToPath(await bundle(PROGRAM))],
    env: { TASK: JSON.stringify({ bootstrap: kafka.bootstrap, topic: topic.topic, records: topic.records }) },
  }),
}
