import type { RepairPlan, RepairSource, RepairStep } from '../../../audit/plan-repair.ts'
import { paintFor } from './paint.ts'
import { renderTable } from './table.ts'

const COLUMNS = ['Partition', 'Now', 'Then', 'From']

/** What `repair` would write, for people. */
export function renderRepair(exporter: string, plan: RepairPlan, options: { readonly color: boolean }): string {
  const paint = paintFor(options.color)
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
