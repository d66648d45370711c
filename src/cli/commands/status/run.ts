import { messageOf } from '../../../lib/message-of.ts'
import { checkEntries } from '../../../engine/decide/check-entries.ts'
import { formatDuration } from '../../../lib/duration.ts'
import type { ExportJob } from '../../../model/export-job.ts'
import { exportJobs } from '../../../resources/batch-exporter/export-jobs.ts'
import { declaredVariant } from '../../../resources/variants.ts'
import type { RunCommand } from '../../arguments/command.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { compose } from '../../compose.ts'
import type { Composition } from '../../composition.ts'
import { EXIT } from '../../exit-code.ts'
import { lastObjectTime, partitionStatuses, totalLag, type ExporterStatus } from '../../exporters/exporter-status.ts'
import { readApplied } from '../../project/read-applied.ts'
import type { STATUS } from './spec.ts'
import { statusView } from './view.ts'

export const run: RunCommand<typeof STATUS> = async ({ output }, deps) => {
  const state = await readApplied(deps)
  const composition = compose(deps)
  const statuses: ExporterStatus[] = []
  for (const job of exportJobs(state, composition.rulesDeps)) statuses.push(await statusOf(job, composition, deps))
  deps.view.showDocument(statusView, statuses, output)
  return EXIT.ok
}

async function statusOf(job: ExportJob, composition: Composition, { signals }: CommandDeps): Promise<ExporterStatus> {
  const who = {
    exporter: job.name,
    address: job.address,
    stream: job.current.streamName,
    interval: formatDuration(job.intervalMs / 1000),
  }
  const { streams } = composition.rulesDeps
  try {
    const stream = await declaredVariant(streams, job.stream.variant).open(job.stream.settings, composition.streamDeps)
    try {
      const admin = await stream.ledgerAdmin(job.uid, job.group)
      const entries = await admin.read(signals.finish)
      const description = await stream.describe(signals.finish)
      const partitions = partitionStatuses(entries, description)
      const lastObject = lastObjectTime(entries)
      const problem = checkEntries({ job, topic: description.topic, entries })[0]?.detail
      return {
        ...who,
        lag: totalLag(partitions),
        partitions,
        ...(lastObject === undefined ? {} : { lastObject }),
        ...(problem === undefined ? {} : { problem }),
      }
    } finally {
      await stream.close()
    }
  } catch (error) {
    signals.finish.throwIfAborted()
    return {
      ...who,
      lag: undefined,
      partitions: [],
      unreachable: messageOf(error),
    }
  }
}
