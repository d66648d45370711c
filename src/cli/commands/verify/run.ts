import { verifyExporter } from '../../../audit/verify.ts'
import type { Verification } from '../../../audit/verification.ts'
import type { State } from '../../../model/state.ts'
import { exportJobs } from '../../../resources/batch-exporter/export-jobs.ts'
import { flagOf, listOf, type RunCommand } from '../../arguments/command.ts'
import { CODECS, compose, type Composition } from '../../compose.ts'
import { EXIT } from '../../exit-code.ts'
import { nameOf } from '../../project/listings.ts'
import { openExporter } from '../../exporters/open-exporter.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import { momentOf } from '../../arguments/read-moment.ts'
import { isUrl, verifyUrls } from './verify-url.ts'
import { counter } from '../../views/counter.ts'
import { renderVerification } from '../../views/human/verification.ts'
import { viewFor } from '../../views/view-for.ts'

export const run: RunCommand = async (args, deps) => {
  const given = listOf(args, 'exporter')
  const from = momentOf(args, 'from')
  const options = { content: flagOf(args, 'content'), ...(from === undefined ? {} : { from }) }
  if (given.some(isUrl)) return verifyUrls(given, options, deps)
  const state = await readApplied(deps)
  const names = findByName(state, 'batch_exporter', given).map(nameOf)
  const composition = compose(deps)
  const view = viewFor(deps)
  let proven = true
  if (names.length === 0 && !deps.json) view.note('No batch exporter is applied: there is nothing to verify.\n')
  const ready = exportJobs(state, composition.rulesDeps).map(({ name }) => name)
  for (const name of ready.filter((each) => names.includes(each))) {
    const progress = counter(deps, name)
    const asked = { ...options, onObject: progress.count, signal: deps.signals.finish }
    const verification = await verifyApplied({ state, name, composition }, asked).finally(progress.erase)
    view.answer(renderVerification(verification, deps), 'verification', verification)
    proven &&= verification.problems.length === 0
  }
  return proven ? EXIT.ok : EXIT.found
}

interface Applied {
  readonly state: State
  readonly name: string
  readonly composition: Composition
}

interface Asked {
  readonly content: boolean
  readonly from?: number
  readonly onObject: () => void
  readonly signal: AbortSignal
}

async function verifyApplied({ state, name, composition }: Applied, asked: Asked): Promise<Verification> {
  const { job, starts, stream, places, close } = await openExporter(state, name, composition)
  try {
    const admin = await stream.ledgerAdmin(job.uid, job.group)
    return await verifyExporter({
      ...asked,
      exporter: job.name,
      uid: job.uid,
      topic: job.topic,
      places,
      deadLetterPrefixes: [...new Set([...job.revisions.values()].map(({ deadLetterPrefix }) => deadLetterPrefix))],
      codecs: CODECS,
      starts,
      readLedger: (onForeign) => admin.read(asked.signal, onForeign),
    })
  } finally {
    await close()
  }
}
