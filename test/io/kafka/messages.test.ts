import { randomUUID } from 'node:crypto'
import { sharedAbort } from '../../../src/io/kafka/abortable.ts'
import { createTopic } from '../../../src/io/kafka/admin/create-topic.ts'
import { describeGroup } from '../../../src/io/kafka/admin/describe-group.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import { KAFKA_ERROR } from '../../../src/io/kafka/protocol/error-codes.ts'
import { HEARTBEAT } from '../../../src/io/kafka/protocol/messages/heartbeat.ts'
import { JOIN_GROUP } from '../../../src/io/kafka/protocol/messages/join-group.ts'
import { LEAVE_GROUP } from '../../../src/io/kafka/protocol/messages/leave-group.ts'
import { OFFSET_COMMIT } from '../../../src/io/kafka/protocol/messages/offset-commit.ts'
import { OFFSET_DELETE } from '../../../src/io/kafka/protocol/messages/offset-delete.ts'
import { PRODUCE } from '../../../src/io/kafka/protocol/messages/produce.ts'
import { SYNC_GROUP } from '../../../src/io/kafka/protocol/messages/sync-group.ts'
import { kafka, testWithKafka } from '../../services/kafka.ts'

const NEVER = sharedAbort().signal

testWithKafka('a member joins, is assigned, beats, commits and leaves', async (t) => {
  const timeouts = { requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 }
  const cluster = openCluster({ bootstrapServers: [(await kafka()).bootstrap], clientId: 'test', ...timeouts })
  const [groupId, name] = [randomUUID(), randomUUID()]
  await createTopic(cluster, { name, partitions: 1, replicationFactor: 1, config: {} }, NEVER)
  await describeGroup(cluster, groupId, NEVER)
  const coordinator = await cluster.coordinator(groupId, { signal: NEVER })
  const connection = await cluster.dedicated(coordinator, { signal: NEVER })
  t.teardown(() => {
    connection.close()
    return cluster.close()
  })
  const joining = {
    groupId,
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: 30_000,
    groupInstanceId: undefined,
    protocolType: 'consumer',
    protocols: [{ name: 'one', metadata: Buffer.from('about me') }],
    reason: 'test',
  }
  const { errorCode, memberId } = await connection.request(JOIN_GROUP, { ...joining, memberId: '' }, {})
  t.is(errorCode, KAFKA_ERROR.MEMBER_ID_REQUIRED)
  const joined = await connection.request(JOIN_GROUP, { ...joining, memberId }, {})
  t.like(joined, { errorCode: 0, generationId: 1, protocolName: 'one', leader: memberId })
  t.is(joined.members[0]?.metadata.toString(), 'about me')
  const member = { groupId, generationId: 1, memberId, groupInstanceId: undefined }
  const assignments = [{ memberId, assignment: Buffer.from('all yours') }]
  const protocol = { protocolType: 'consumer', protocolName: 'one' }
  const synced = await connection.request(SYNC_GROUP, { ...member, ...protocol, assignments }, {})
  t.is(synced.assignment.toString(), 'all yours')
  t.is((await connection.request(HEARTBEAT, member, {})).errorCode, 0)
  const stale = await connection.request(HEARTBEAT, { ...member, generationId: 0 }, {})
  t.is(stale.errorCode, KAFKA_ERROR.ILLEGAL_GENERATION)
  const entry = { partitionIndex: 0, committedOffset: 3, committedLeaderEpoch: 0, committedMetadata: 'm' }
  const topics = [{ name, partitions: [entry] }]
  const committed = await connection.request(OFFSET_COMMIT, { ...member, topics }, {})
  t.deepEqual(committed.topics, [{ name, partitions: [{ partitionIndex: 0, errorCode: 0 }] }])
  const leaving = { groupId, members: [{ memberId, groupInstanceId: undefined, reason: 'test' }] }
  t.like(await connection.request(LEAVE_GROUP, leaving, {}), { errorCode: 0, members: [{ memberId, errorCode: 0 }] })
  const deleted = await connection.request(OFFSET_DELETE, { groupId, topics: [{ name, partitionIndexes: [0] }] }, {})
  t.like(deleted, { errorCode: 0, topics: [{ name, partitions: [{ partitionIndex: 0, errorCode: 0 }] }] })
  const partitionData = [{ index: 0, records: Buffer.alloc(61) }]
  const producing = { transactionalId: undefined, acks: -1, timeoutMs: 1000, topicData: [{ name, partitionData }] }
  const produced = await cluster.request(coordinator, PRODUCE, producing, {})
  t.not(produced.responses[0]?.partitionResponses[0]?.errorCode, 0)
})
