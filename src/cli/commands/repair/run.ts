import { diagnose } from '../../../model/diagnostic.ts'
import { flagOf, listOf, type RunCommand } from '../../arguments/command.ts'
import { refuseWithoutApproval } from '../../project/change-resources.ts'
import { compose } from '../../compose.ts'
import { EVENTS_LEFT_OUT } from '../../diagnostics.ts'
import { EXIT } from '../../exit-code.ts'
import { openExporter } from '../../exporters/open-exporter.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { findByName, nothingApplied } from '../../project/read-applied.ts'
import { durationOf } from '../../arguments/read-quantity.ts'
import { readSkipTo } from '../../arguments/read-skip-to.ts'
import { repairLedger, type RepairRequest } from '../../exporters/repair-ledger.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { renderRepair } from '../../views/human/repair.ts'
import { viewFor } from '../../views/view-for.ts'

const QUESTION = 'Do you want to write these positions?\n  Only "yes" will be accepted.\n\n  Enter a value: '

export const run: RunCommand = async (args, deps) => {
  refuseWithoutApproval(args, deps, 'repair')
  const skipTo = readSkipTo(listOf(args, 'skip-to'))
  const store = await openStateStore(deps)
  try {
    if ((await store.read()) === undefined) throw nothingApplied(deps)
    const timeoutMs = durationOf(args, 'lock-timeout') ?? 0
    const signal = deps.signals.finish
    const locked = await store.lock({ operation: 'repair', timeoutMs, signal })
    try {
      findByName(locked.state(), 'batch_exporter', listOf(args, 'exporter'))
      const opened = await openExporter(locked.state(), listOf(args, 'exporter')[0] ?? '', compose(deps))
      try {
        const acceptGap = flagOf(args, 'accept-gap')
        const confirm = confirming(deps, flagOf(args, 'auto-approve'))
        const outcome = await repairLedger({ ...opened, skipTo, acceptGap, confirm, deps, signal })
        return outcome === 'declined' ? EXIT.declined : EXIT.ok
      } finally {
        await opened.close()
      }
    } finally {
      await locked.release()
    }
  } finally {
    await store.close()
  }
}

/** Shows the plan, what is left out by it, and asks. */
function confirming(deps: CommandDeps, approved: boolean): RepairRequest['confirm'] {
  const view = viewFor(deps)
  return async (job, plan) => {
    view.answer(renderRepair(job.name, plan, deps), 'repair', { exporter: job.name, uid: job.uid, ...plan })
    for (const { partition, entry, source } of plan.steps) {
      if (source.from !== 'told' || source.was === entry.end) continue
      const detail = `Offsets ${source.was} to ${entry.end - 1} of partition ${partition} of "${job.name}" will be in no object. "strmctl verify" shows them as a gap.`
      view.diagnostics([diagnose(EVENTS_LEFT_OUT, { detail, address: job.address })])
    }
    if (approved) return true
    if ((await deps.ask(`\n${QUESTION}`))?.trim() === 'yes') return true
    view.note('\nRepair cancelled.\n')
    return false
  }
}
