// The limit: a process with our own client that fetches a topic and throws every answer away. It looks at nothing but
// the headers of the batches, which say where to go on. Bundled before it runs, as strmctl itself is.
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import { FETCH } from '../../../src/io/kafka/protocol/messages/fetch.ts'

const { bootstrap, topic, records } = JSON.parse(process.env.TASK ?? '{}')
const FETCH_BYTES = 8 * 2 ** 20
const timeouts = { requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 }
const cluster = openCluster({ bootstrapServers: bootstrap.split(','), clientId: 'limit', ...timeouts })
const { signal } = new AbortController()
const metadata = await cluster.topic(topic, { signal })
const partitions = metadata.partitions.map((partition) => ({ ...partition, offset: 0 }))
// Two halves, so that one is on its way while the other is looked at.
const half = Math.ceil(partitions.length / 2)
let left = records
await Promise.all([partitions.slice(0, half), partitions.slice(half)].map(readAll))
await cluster.close()

/** Until all of them are read to their ends: a half that waits for more would keep the other one waiting on their connection. */
async function readAll(all) {
  for (let some = all; left > 0 && some.length > 0; some = some.filter(({ isDone }) => !isDone)) {
    const { responses } = await cluster.request(some[0].leader, FETCH, fetchOf(some), { signal })
    let read = 0
    for (const { partitionIndex, highWatermark, records: batches } of responses.flatMap((each) => each.partitions)) {
      const partition = some.find((each) => each.partition === partitionIndex)
      read += batches === undefined ? 0 : skim(batches, partition)
      partition.isDone = partition.offset >= highWatermark
    }
    left -= read
  }
}

/** Record batch, version 2: offset at 0, length at 8, last offset delta at 23, number of records at 57. */
function skim(batches, partition) {
  let count = 0
  for (let at = 0; at + 61 <= batches.length;) {
    const next = at + 12 + batches.readInt32BE(at + 8)
    if (next > batches.length) break
    partition.offset = Number(batches.readBigInt64BE(at)) + batches.readInt32BE(at + 23) + 1
    count += batches.readInt32BE(at + 57)
    at = next
  }
  return count
}

function fetchOf(some) {
  const each = some.map(({ partition, leaderEpoch, offset }) => ({
    partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset: offset,
    lastFetchedEpoch: -1,
    partitionMaxBytes: Math.ceil(FETCH_BYTES / some.length),
  }))
  return {
    maxWaitMs: 100,
    minBytes: 1,
    maxBytes: FETCH_BYTES,
    isolationLevel: 1,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topic: metadata.name, topicId: metadata.id, partitions: each }],
    forgottenTopicsData: [],
    rackId: '',
  }
}
