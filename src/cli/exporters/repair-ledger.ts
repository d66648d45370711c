import { gatherEvidence, type Evidence } from '../../audit/gather-evidence.ts'
import { planRepair, type RepairPlan, type RepairProblem } from '../../audit/plan-repair.ts'
import { checkEntries } from '../../engine/decide/check-entries.ts'
import { counted } from '../../lib/counted.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import { POSITIONS_MISSING } from '../../model/shared-codes.ts'
import type { StreamDescription } from '../../model/stream.ts'
import { REPAIR_REFUSED } from '../diagnostics.ts'
import { awaitNobody } from './await-nobody.ts'
import type { OpenedExporter } from './open-exporter.ts'
import type { CommandDeps } from '../command-deps.ts'

export interface RepairRequest extends Omit<OpenedExporter, 'close'> {
  readonly skipTo: ReadonlyMap<number, number>
  readonly acceptGap: boolean
  /** Shows what would be written, if anything. */
  readonly show: (job: ExportJob, plan: RepairPlan) => void
  readonly confirm: () => Promise<boolean>
  readonly deps: CommandDeps
  readonly signal: AbortSignal
}

/** Rebuilds a ledger from the objects of its exporter. Rejects with a DiagnosedError while it runs, and for what the objects cannot prove. */
export async function repairLedger(request: RepairRequest): Promise<'repaired' | 'nothing' | 'declined'> {
  const { job, stream, starts, skipTo, deps, signal } = request
  const admin = await stream.ledgerAdmin(job.uid, job.group)
  await awaitNobody(admin, request)
  const foreign = new Map<number, string>()
  const entries = await admin.read(signal, (partition, what) => foreign.set(partition, what))
  const description = await stream.describe(signal)
  refuseForeign(job, entries, description)
  const evidence = await gather(request, entries)
  const bounds = description.partitions
  const plan = planRepair({ uid: job.uid, topic: job.topic, entries, foreign, evidence, starts, bounds, skipTo })
  refuseProblems(request, plan, evidence)
  request.show(job, plan)
  if (plan.steps.length === 0) return 'nothing'
  if (!(await request.confirm())) return 'declined'
  await admin.restore(new Map(plan.steps.map(({ partition, entry }) => [partition, entry])), entries, signal)
  deps.view.note(`${job.name}: wrote ${counted(plan.steps.length, 'position')}.\n`)
  return 'repaired'
}

/** Another exporter's ledger, or another stream's offsets. */
function refuseForeign(job: ExportJob, entries: LedgerEntries, { topic }: StreamDescription): void {
  const found = checkEntries({ job, topic, entries }).filter(({ code }) => code !== POSITIONS_MISSING.code)
  if (found.length > 0) throw new DiagnosedError(found)
}

async function gather({ job, places, deps, signal }: RepairRequest, entries: LedgerEntries): Promise<Evidence> {
  const progress = deps.view.counter(job.name)
  const open = [...entries.values()].flatMap(({ intent }) => (intent === undefined ? [] : [intent.batch]))
  const { uid, topic } = job
  const request = { uid, topic, places, openBatches: new Set(open), onObject: progress.count, signal }
  return gatherEvidence(request).finally(progress.erase)
}

function refuseProblems({ job, acceptGap }: RepairRequest, { problems }: RepairPlan, { forbidden }: Evidence): void {
  const refuse = (detail: string): Diagnostic => diagnose(REPAIR_REFUSED, { detail, address: job.address })
  const unread =
    forbidden === 0
      ? []
      : [refuse(`The metadata of ${forbidden} objects may not be read. Allow HEAD, then run it again.`)]
  const fatal = problems.filter(({ problem }) => !(acceptGap && (problem === 'gap' || problem === 'overlap')))
  const diagnostics = [...unread, ...fatal.map((problem) => refuse(describe(problem)))]
  if (diagnostics.length > 0) throw new DiagnosedError(diagnostics)
}

function describe({ problem, partition, begin, end }: RepairProblem): string {
  switch (problem) {
    case 'gap':
      return `No object holds offsets ${begin} to ${end - 1} of partition ${partition}. If these objects expired or were moved, run it again with --accept-gap: they are considered exported.`
    case 'overlap':
      return `Offsets ${begin} to ${end - 1} of partition ${partition} are in more than one object. "strmctl verify" names it. To go on after the last object, run it again with --accept-gap.`
    case 'behind':
      return `Offset ${begin} of partition ${partition} is before ${end}, up to where its events are exported: they would be exported twice. Skip to ${end} or later.`
    case 'beyond':
      return `Offset ${end} of partition ${partition} is past the end of the stream, ${begin}. The stream was truncated, or the offset is mistyped.`
    case 'unknown':
      return `The stream has no partition ${partition}.`
  }
}
