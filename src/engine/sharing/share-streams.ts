import type { ExportJob } from '../../model/export-job.ts'
import type { Stream } from '../../model/stream.ts'
import { sameValue } from '../../model/same-value.ts'
import type { MemoryBudget } from '../memory-budget.ts'
import { FetchHub } from './fetch-hub.ts'
import { SharedReader } from './shared-reader.ts'

export interface SharingParts {
  readonly open: (job: ExportJob) => Promise<Stream>
  readonly budget: MemoryBudget
  /** Most bytes of one fetch. */
  readonly fetchBytes: number
}

interface Shared {
  readonly source: ExportJob['stream']
  readonly stream: Promise<Stream>
  readonly hub: FetchHub
  users: number
}

/**
 * Opens each stream once for all exporters with equal settings of it: they share its connections, but for what a ledger has
 * of its own, and its fetches. It is closed with the last of them.
 */
export function shareStreams(parts: SharingParts): (job: ExportJob) => Promise<Stream> {
  const opened = new Set<Shared>()
  return async (job) => {
    const shared = [...opened].find(({ source }) => isSame(source, job.stream)) ?? open(job, parts)
    opened.add(shared)
    shared.users++
    const leave = () => {
      if (--shared.users > 0) return false
      return opened.delete(shared)
    }
    try {
      return handle(await shared.stream, shared.hub, leave)
    } catch (error) {
      opened.delete(shared)
      throw error
    }
  }
}

function isSame(one: ExportJob['stream'], other: ExportJob['stream']): boolean {
  return one.variant === other.variant && sameValue(one.settings, other.settings)
}

function open(job: ExportJob, { open: openStream, budget, fetchBytes }: SharingParts): Shared {
  const stream = openStream(job)
  const openReader = async () => (await stream).openReader()
  return { source: job.stream, stream, hub: new FetchHub({ openReader, budget, fetchBytes }), users: 0 }
}

/** One user's handle. `leave` says whether he was the last. */
function handle(stream: Stream, hub: FetchHub, leave: () => boolean): Stream {
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
