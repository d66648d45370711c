import { join } from 'node:path'
import { emptyBucket, makeBucket } from '../../services/s3/bucket.ts'
import { runMeasured } from '../run-measured.ts'
import type { BenchDeps } from './kafka-bench.ts'
import { measurePeer, type PeerResult } from './measure-peer.ts'
import { strmctlWith } from './strmctl-peer.ts'
import type { FilledTopic } from './topics.ts'

export interface StrmctlRun {
  readonly topic: FilledTopic
  readonly interval: string
  /** Tells it from other runs over the same topic. */
  readonly name: string
}

export interface StrmctlResult extends PeerResult {
  /** Milliseconds of processor time of one that starts, joins, finds nothing to do and ends. */
  readonly startCpuMs: number
}

/** `up --once` over a whole topic, verified; then again with nothing left, which says what starting costs by itself. */
export async function measureStrmctl(deps: BenchDeps, { topic, interval, name }: StrmctlRun): Promise<StrmctlResult> {
  const { kafka, store } = deps
  const bucket = `${topic.topic}-${name}`
  await makeBucket(store.address, bucket)
  const directory = join(deps.directory, bucket)
  const task = { kafka, store, topic, place: { s3: store.address, bucket, prefix: 'events' }, directory }
  const peer = strmctlWith({ interval })
  const result = await measurePeer(peer, task)
  const again = await peer.prepare(task)
  const { cpuMs: startCpuMs } = await runMeasured(again.command.slice(1), directory, again.env)
  await emptyBucket(store.address, bucket)
  return { ...result, startCpuMs }
}
