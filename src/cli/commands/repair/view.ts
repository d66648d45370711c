import type { RepairPlan, RepairSource, RepairStep } from '../../../audit/plan-repair.ts'
import { paintFor } from '../../views/human/paint.ts'
import { renderTable } from '../../views/human/table.ts'
import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView, Style } from '../../views/view.ts'

const COLUMNS = ['Partition', 'Now', 'Then', 'From']

/** A repair as it is planned: what would be written for one exporter. */
export interface PlannedRepair extends RepairPlan {
  readonly exporter: string
  readonly uid: string
}

export const repairView: MessageView<PlannedRepair> = {
  human: (repair, style) =>
    repair.steps.length === 0
      ? `${repair.exporter}: nothing to repair, all of its positions are there.\n`
      : renderRepair(repair, style),
  json: (repair) => answerMessages('repair', repair),
}

function renderRepair({ exporter, ...plan }: PlannedRepair, { color }: Style): string {
  const paint = paintFor(color)
  const rows = plan.steps.map(row)
  const gaps = plan.problems.map(
    ({ problem, partition, begin, end }) =>
      `  ${paint.yellow('!')} partition ${partition}: ${problem} [${begin}, ${end})\n`,
  )
  const foreign = plan.steps.flatMap(({ partition, foreign: what }) =>
    what === undefined ? [] : [`  ${paint.yellow('!')} partition ${partition} is overwritten, ${what}\n`],
  )
  return `${paint.bold(exporter)}: these positions will be written\n\n${renderTable(COLUMNS, rows)}${foreign.join('')}${gaps.join('')}\n`
}

function row({ partition, before, foreign, entry, source }: RepairStep): readonly string[] {
  const now = before === undefined ? (foreign === undefined ? 'missing' : 'foreign') : String(before.end)
  return [String(partition), now, String(entry.end), describe(source, entry.end)]
}

function describe(source: RepairSource, end: number): string {
  switch (source.from) {
    case 'object':
      return `end of ${source.key}`
    case 'start':
      return 'start position of the exporter: no object holds events of it'
    case 'beginning':
      return 'added later: no object holds events of it'
    case 'told':
      return `--skip-to, leaves out [${source.was}, ${end})`
  }
}
