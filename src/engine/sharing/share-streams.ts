import type { ExportJob } from '../../model/export-job.ts'
import type { Stream } from '../../model/stream.ts'
import type { MemoryBudget } from '../batch/memory-budget.ts'
import { FetchHub } from './fetch-hub.ts'
import { OpenedOnce } from './opened-once.ts'
import { SharedReader } from './shared-reader.ts'

export interface SharingDeps {
  readonly open: (job: ExportJob) => Promise<Stream>
  readonly budget: MemoryBudget
  /** Most bytes of one fetch. */
  readonly fetchBytes: number
}

interface HubbedStream {
  readonly stream: Stream
  readonly hub: FetchHub
}

/**
 * Opens each stream once for all exporters with equal settings of it: they share its connections, but for what a ledger has
 * of its own, and its fetches. It is closed with the last of them.
 */
export function shareStreams(parts: SharingDeps): (job: ExportJob) => Promise<Stream> {
  const opened = new OpenedOnce<HubbedStream>()
  return async (job) => {
    const { value, leave } = await opened.enter(job.stream, () => open(job, parts))
    return handle(value, leave)
  }
}

async function open(job: ExportJob, { open: openStream, budget, fetchBytes }: SharingDeps): Promise<HubbedStream> {
  const stream = await openStream(job)
  return { stream, hub: new FetchHub({ openReader: () => stream.openReader(), budget, fetchBytes }) }
}

/** One user's handle. `leave` says whether he was the last. */
function handle({ stream, hub }: HubbedStream, leave: () => boolean): Stream {
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= leave() ? stream.close() : Promise.resolve())
  return {
    describe: (signal) => stream.describe(signal),
    openReader: () => Promise.resolve(new SharedReader(hub, () => stream.openReader())),
    openLedger: (uid, group) => stream.openLedger(uid, group),
    ledgerAdmin: (uid, group) => stream.ledgerAdmin(uid, group),
    close,
    [Symbol.asyncDispose]: close,
  }
}
