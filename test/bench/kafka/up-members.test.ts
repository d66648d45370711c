import test from 'ava'
import { UpMembers } from './up-members.ts'

const told = (members: UpMembers, ...messages: readonly object[]): void => {
  for (const message of messages) members.take(JSON.stringify(message))
}

test('UpMembers knows what up without workers reads', (t) => {
  const members = new UpMembers(7)
  t.deepEqual(members.all, [{ pid: 7, partitions: [] }])
  told(members, { type: 'version' }, { type: 'exporter_running', exporter: 'e', partitions: [0, 1] })
  t.deepEqual(members.all, [{ pid: 7, partitions: [0, 1] }])
  told(members, { type: 'exporter_rejoining', exporter: 'e' })
  t.deepEqual(members.all, [{ pid: 7, partitions: [] }])
})

test('UpMembers knows the workers, also those that were started again', (t) => {
  const members = new UpMembers(undefined)
  told(
    members,
    { type: 'worker_started', worker: 1, pid: 8 },
    { type: 'worker_started', worker: 2, pid: 9 },
    { type: 'exporter_running', worker: 1, partitions: [0] },
    { type: 'exporter_running', worker: 2, partitions: [1] },
    { type: 'worker_died', worker: 1 },
  )
  t.deepEqual(members.all, [{ pid: 9, partitions: [1] }])
  told(members, { type: 'worker_started', worker: 1, pid: 10 })
  t.deepEqual(members.all, [
    { pid: 9, partitions: [1] },
    { pid: 10, partitions: [] },
  ])
})
