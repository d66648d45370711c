import type { ExportJob } from '../../model/export-job.ts'
import type { VariantSettings } from '../../model/kind.ts'
import { sameSettings } from '../../model/same-value.ts'
import type { Stream } from '../../model/stream.ts'
import { SharedPool, type Lease } from '../../lib/shared-pool.ts'
import type { MemoryBudget } from '../batch/memory-budget.ts'
import { FetchHub } from './fetch-hub.ts'
import { SharedReader } from './shared-reader.ts'

export interface SharingDeps {
  readonly open: (which: VariantSettings) => Promise<Stream>
  readonly budget: MemoryBudget
  /** Most bytes of one fetch. */
  readonly fetchBytes: number
}

interface HubbedStream {
  readonly stream: Stream
  readonly hub: FetchHub
  readonly close: () => Promise<void>
}

/**
 * Opens each stream once for all exporters with equal settings of it: they share its connections, but for what a ledger has
 * of its own, and its fetches. It is closed with the last of them.
 */
export function shareStreams(deps: SharingDeps): (job: ExportJob) => Promise<Stream> {
  const open = (which: VariantSettings): Promise<HubbedStream> => openHubbed(which, deps)
  const pool = new SharedPool({ open, isSame: sameSettings, kept: 0 })
  return async ({ stream: { variant, settings } }) => handle(await pool.lease({ variant, settings }))
}

async function openHubbed(which: VariantSettings, { open, budget, fetchBytes }: SharingDeps): Promise<HubbedStream> {
  const stream = await open(which)
  const hub = new FetchHub({ openReader: () => stream.openReader(), budget, fetchBytes })
  return { stream, hub, close: () => stream.close() }
}

/** One user's. */
function handle({ value: { stream, hub }, release: close }: Lease<HubbedStream>): Stream {
  return {
    describe: (signal) => stream.describe(signal),
    openReader: () => Promise.resolve(new SharedReader(hub, () => stream.openReader())),
    openLedger: (uid, group) => stream.openLedger(uid, group),
    ledgerAdmin: (uid, group) => stream.ledgerAdmin(uid, group),
    close,
    [Symbol.asyncDispose]: close,
  }
}
