import type { ApplyEvent } from '../../../model/apply-event.ts'
import type { ChangeCounts } from '../../../model/count-changes.ts'
import type { Action } from '../../../model/plan.ts'
import { formatElapsed } from '../../../lib/format-elapsed.ts'
import { paintFor } from './paint.ts'

const DOING: { readonly [action in Action]: string } = {
  create: 'Creating',
  update: 'Updating',
  replace: 'Replacing',
  delete: 'Destroying',
  'no-op': 'Keeping',
  forget: 'Forgetting',
  move: 'Moving',
  import: 'Importing',
}

const DONE: { readonly [action in Action]: string } = {
  create: 'Creation',
  update: 'Update',
  replace: 'Replacement',
  delete: 'Destruction',
  'no-op': 'Check',
  forget: 'Removal from the state',
  move: 'Move',
  import: 'Import',
}

/** One line for each step of an apply. */
export function renderApplyEvent(event: ApplyEvent, options: { readonly color: boolean }): string {
  const paint = paintFor(options.color)
  const address = paint.bold(`${event.address}:`)
  switch (event.event) {
    case 'apply_start':
      return `${address} ${DOING[event.action]}...\n`
    case 'apply_progress':
      return `${address} ${paint.dim(event.message)}\n`
    case 'apply_complete':
      return `${address} ${DONE[event.action]} complete after ${formatElapsed(event.elapsedMs)}\n`
    case 'apply_errored':
      return `${address} ${paint.red(`${DONE[event.action]} failed`)}\n`
    case 'apply_skipped':
      return `${address} ${paint.yellow(`Not tried: ${event.because}`)}\n`
  }
}

/** The last line of an apply. */
export function renderApplied(
  outcome: 'apply' | 'destroy',
  counts: ChangeCounts,
  options: { readonly color: boolean },
): string {
  const paint = paintFor(options.color)
  const what =
    outcome === 'destroy'
      ? `Destroy complete! Resources: ${counts.destroy} destroyed.`
      : `Apply complete! Resources: ${counts.add} added, ${counts.change} changed, ${counts.destroy} destroyed.`
  return `\n${paint.green.bold(what)}\n`
}
