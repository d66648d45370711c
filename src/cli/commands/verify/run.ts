import type { Verification } from '../../../audit/verification.ts'
import { verifyExporter } from '../../../audit/verify.ts'
import type { State } from '../../../model/state.ts'
import { exportJobs } from '../../../resources/batch-exporter/export-jobs.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { CODECS } from '../../compose-engine.ts'
import { compose } from '../../compose.ts'
import type { Composition } from '../../composition.ts'
import { EXIT } from '../../exit-code.ts'
import { openExporter } from '../../exporters/open-exporter.ts'
import { nameOf } from '../../project/resource-name.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import type { VERIFY } from './spec.ts'
import { verifyUrls } from './verify-url.ts'
import { verificationView } from './view.ts'

export const run: RunCommand<typeof VERIFY> = async ({ exporter: targets, content, from }, deps) => {
  const options = { content, ...(from === undefined ? {} : { from }) }
  if (targets.some(({ url }) => url !== undefined)) return verifyUrls(targets, options, deps)
  const { view, signals } = deps
  const state = await readApplied(deps)
  const names = findByName(
    state,
    'batch_exporter',
    targets.map(({ text }) => text),
  ).map(nameOf)
  const composition = compose(deps)
  let proven = true
  if (names.length === 0) view.note('No batch exporter is applied: there is nothing to verify.\n')
  const ready = exportJobs(state, composition.rulesDeps).map(({ name }) => name)
  for (const name of ready.filter((each) => names.includes(each))) {
    const progress = view.counter(name)
    const asked = { ...options, onObject: progress.count, signal: signals.finish }
    const verification = await verifyApplied({ state, name, composition }, asked).finally(progress.erase)
    view.show(verificationView, verification)
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
      formats: composition.rulesDeps.formats,
      starts,
      readLedger: (onForeign) => admin.read(asked.signal, onForeign),
    })
  } finally {
    await close()
  }
}
