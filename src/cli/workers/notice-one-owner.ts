import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { StreamCatalogue } from '../../model/stream.ts'
import { ONE_OWNER_STREAM } from '../diagnostics.ts'

/** One warning for each stream whose exporters several workers cannot share. */
export function noticeOneOwner(jobs: readonly ExportJob[], streams: StreamCatalogue): readonly Diagnostic[] {
  const addresses = jobs.filter(({ stream }) => streams[stream.variant]?.oneOwner === true).map(({ stream }) => stream)
  return [...new Map(addresses.map((stream) => [stream.address, stream.variant]))].map(([address, variant]) =>
    diagnose(ONE_OWNER_STREAM, {
      detail: `A "${variant}" stream is read by one process at a time: one worker exports all partitions, the others wait to take over. To share out partitions a stream must be in Kafka.`,
      address,
    }),
  )
}
