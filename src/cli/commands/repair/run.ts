import type { RepairPlan } from '../../../audit/plan-repair.ts'
import { diagnose } from '../../../model/diagnostic.ts'
import type { ExportJob } from '../../../model/export-job.ts'
import type { LockedState } from '../../../model/state.ts'
import type { ArgsOf, RunCommand } from '../../arguments/command.ts'
import type { CommandDeps } from '../../command-deps.ts'
import { compose } from '../../compose.ts'
import { EVENTS_LEFT_OUT } from '../../diagnostics.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { openExporter } from '../../exporters/open-exporter.ts'
import { repairLedger } from '../../exporters/repair-ledger.ts'
import { isApproved, refuseWithoutApproval, type Approval } from '../../process/approval.ts'
import { openStateStore } from '../../project/open-state-store.ts'
import { findByName, nothingApplied } from '../../project/read-applied.ts'
import type { REPAIR } from './spec.ts'
import { repairView } from './view.ts'

const APPROVAL: Approval = {
  command: 'repair',
  question: 'Do you want to write these positions?',
  remedy: 'Run it on a terminal, or',
}

export const run: RunCommand<typeof REPAIR> = async (args, deps) => {
  refuseWithoutApproval(args, deps, APPROVAL)
  const store = await openStateStore(deps)
  try {
    if ((await store.read()) === undefined) throw nothingApplied(deps)
    const timeoutMs = args['lock-timeout']
    const locked = await store.lock({ operation: 'repair', timeoutMs, signal: deps.signals.finish })
    try {
      return await repair(args, deps, locked)
    } finally {
      await locked.release()
    }
  } finally {
    await store.close()
  }
}

async function repair(args: ArgsOf<typeof REPAIR>, deps: CommandDeps, locked: LockedState): Promise<ExitCode> {
  findByName(locked.state(), 'batch_exporter', [args.exporter])
  const opened = await openExporter(locked.state(), args.exporter, compose(deps))
  try {
    const show = (job: ExportJob, plan: RepairPlan): void => showRepair(job, plan, deps)
    const confirm = (): Promise<boolean> => isApproved(args, deps, APPROVAL)
    const skipTo = new Map(args['skip-to'].map(({ partition, offset }) => [partition, offset]))
    const acceptGap = args['accept-gap']
    const { finish: signal } = deps.signals
    const outcome = await repairLedger({ ...opened, skipTo, acceptGap, show, confirm, deps, signal })
    return outcome === 'declined' ? EXIT.declined : EXIT.ok
  } finally {
    await opened.close()
  }
}

/** The plan, and what is left out by it. */
function showRepair(job: ExportJob, plan: RepairPlan, { view }: CommandDeps): void {
  view.show(repairView, { exporter: job.name, uid: job.uid, ...plan })
  for (const { partition, entry, source } of plan.steps) {
    if (source.from !== 'told' || source.was === entry.end) continue
    const detail = `Offsets ${source.was} to ${entry.end - 1} of partition ${partition} of "${job.name}" will be in no object. "strmctl verify" shows them as a gap.`
    view.diagnostics([diagnose(EVENTS_LEFT_OUT, { detail, address: job.address })])
  }
}
