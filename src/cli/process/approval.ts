import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { ApprovalArgs } from '../arguments/shared-options.ts'
import type { CommandDeps } from '../command-deps.ts'
import { APPROVAL_NEEDED } from '../diagnostics.ts'

/** A command that asks, by its name, and what it asks. */
export interface Approval {
  readonly command: string
  /** The question, without what may be answered. */
  readonly question: string
  /** How to get ready to answer without a terminal, as the beginning of a sentence. */
  readonly remedy: string
}

/** Before anything is done: without a terminal nobody can answer. */
export function refuseWithoutApproval(args: ApprovalArgs, deps: CommandDeps, { command, remedy }: Approval): void {
  if (args['auto-approve'] || (deps.interactive && args.input)) return
  const detail = `"strmctl ${command}" asks before it changes anything, and nobody can answer here. Nothing was done. ${remedy} "strmctl ${command} --auto-approve".`
  throw new DiagnosedError([diagnose(APPROVAL_NEEDED, { detail })])
}

/** Asks, unless it was approved on the command line. */
export async function isApproved(args: ApprovalArgs, deps: CommandDeps, approval: Approval): Promise<boolean> {
  if (args['auto-approve']) return true
  const answer = await deps.ask(`\n${approval.question}\n  Only "yes" will be accepted.\n\n  Enter a value: `)
  if (answer?.trim() === 'yes') return true
  const { command } = approval
  deps.view.note(`\n${command.charAt(0).toUpperCase()}${command.slice(1)} canceled.\n`)
  return false
}
