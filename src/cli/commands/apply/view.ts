import type { ApplyEvent } from '../../../model/apply-event.ts'
import type { ChangeCounts } from '../../../model/count-changes.ts'
import type { Action } from '../../../model/plan.ts'
import { formatElapsed } from '../../../lib/format-elapsed.ts'
import { paintFor } from '../../views/human/paint.ts'
import { summaryMessage } from '../../views/json/summary.ts'
import type { JsonMessage, MessageView, Style } from '../../views/view.ts'

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

/** One step of an apply. */
export const applyEventView: MessageView<ApplyEvent> = { human: renderApplyEvent, json: applyEventMessages }

/** How an apply or a destroy ended. */
export interface Applied {
  readonly operation: 'apply' | 'destroy'
  readonly counts: ChangeCounts
}

export const appliedView: MessageView<Applied> = {
  human: renderApplied,
  json: ({ operation, counts }) => [summaryMessage(operation, counts)],
}

function applyEventMessages({ event, address, action, ...rest }: ApplyEvent): readonly JsonMessage[] {
  const more = 'diagnostics' in rest ? {} : rest
  const hook = { resource: { addr: address }, action, ...more }
  const level = event === 'apply_errored' ? 'error' : 'info'
  return [{ level, text: `${address}: ${event.replace('apply_', '')}`, type: event, rest: { hook } }]
}

function renderApplyEvent(event: ApplyEvent, { color }: Style): string {
  const paint = paintFor(color)
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

/** The last line. */
function renderApplied({ operation, counts }: Applied, { color }: Style): string {
  const paint = paintFor(color)
  const what =
    operation === 'destroy'
      ? `Destroy complete! Resources: ${counts.destroy} destroyed.`
      : `Apply complete! Resources: ${counts.add} added, ${counts.change} changed, ${counts.destroy} destroyed.`
  return `\n${paint.green.bold(what)}\n`
}
