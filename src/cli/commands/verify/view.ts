import type { Verification, VerifiedPartition, VerifyProblem } from '../../../audit/verification.ts'
import type { PlaceVerification } from '../../../audit/verify-place.ts'
import { counted } from '../../../lib/counted.ts'
import { formatSize } from '../../../lib/format-size.ts'
import { paintFor } from '../../views/human/paint.ts'
import { renderPartitions } from '../../views/human/partitions.ts'
import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView, Style } from '../../views/view.ts'

/** What was proven at a URL. */
export interface UrlVerification extends PlaceVerification {
  readonly url: string
}

export const verificationView: MessageView<Verification> = {
  human: renderVerification,
  json: (verification) => answerMessages('verification', verification),
}

export const urlVerificationView: MessageView<UrlVerification> = {
  human: renderUrlVerification,
  json: (verification) => answerMessages('place_verification', verification),
}

/** The proof of one exporter: the verdict, the range of each partition, what is wrong. */
function renderVerification(verification: Verification, { color }: Style): string {
  const paint = paintFor(color)
  const { exporter, problems } = verification
  const proven = problems.length === 0
  const verdict = proven
    ? paint.green(isAgainstLedger(verification) ? 'proven: nothing lost, nothing twice' : 'no gap, no overlap')
    : paint.red(`not proven: ${counted(problems.length, 'problem')}`)
  return [
    `${paint.bold(exporter)}: ${verdict}`,
    `  ${totals(verification)}`,
    ...verification.partitions.map((partition) => `  ${partitionLine(partition, problems)}`),
    ...problems.map((problem) => `  ${paint.red('!')} ${renderProblem(problem, exporter)}`),
    '',
  ].join('\n')
}

/** What is at a URL: a proof for each exporter; objects that none of them wrote are counted. */
function renderUrlVerification({ url, exporters, others, forbidden }: UrlVerification, style: Style): string {
  const paint = paintFor(style.color)
  return [
    `${paint.bold(url)}: ${counted(exporters.length, 'exporter')}, ${counted(others, 'object')} of others\n`,
    ...forbidden.map((key) => `  ${paint.red('!')} ${key}: reading its metadata is not allowed\n`),
    ...exporters.map((verification) => renderVerification(verification, style)),
  ].join('')
}

/** Without the ledger nobody knows whether the last objects are missing. */
function isAgainstLedger({ partitions }: Verification): boolean {
  return partitions.every(({ ledgerEnd }) => ledgerEnd !== undefined)
}

function totals(verification: Verification): string {
  const { objects, records, bytes, skipped, rejected, others, contentChecked } = verification
  return [
    `${counted(records, 'event')} in ${counted(objects, 'object')}, ${formatSize(bytes)}`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(rejected > 0 ? [counted(rejected, 'dead letter')] : []),
    ...(others > 0 ? [`${counted(others, 'object')} of others`] : []),
    contentChecked ? 'content checked' : 'metadata checked',
  ].join('; ')
}

function partitionLine(
  { partition, begin, end, ledgerEnd }: VerifiedPartition,
  problems: readonly VerifyProblem[],
): string {
  const ledger = ledgerEnd === undefined ? 'end not compared with the ledger' : `ledger at ${ledgerEnd}`
  const isUntiled = problems.some(
    (each) => (each.problem === 'gap' || each.problem === 'overlap') && each.partition === partition,
  )
  return `partition ${partition}: [${begin}, ${end}) ${isUntiled ? 'not tiled' : 'tiled'}, ${ledger}`
}

function renderProblem(problem: VerifyProblem, exporter: string): string {
  switch (problem.problem) {
    case 'gap':
      return `partition ${problem.partition}: no object holds [${problem.begin}, ${problem.end})`
    case 'overlap':
      return `partition ${problem.partition}: [${problem.begin}, ${problem.end}) is in more than one object, the last of them ${problem.key}`
    case 'beyond-ledger':
      return `partition ${problem.partition}: ${problem.key} holds [${problem.begin}, ${problem.end}), which the ledger does not know`
    case 'foreign-entry':
      return `partition ${problem.partition}: in the place of its entry the ledger holds ${problem.what}. If nobody else uses this ledger, "strmctl repair ${exporter}" writes the position again from the objects`
    case 'no-position':
      return `${problem.partitions.length === 1 ? 'partition' : 'partitions'} ${renderPartitions(problem.partitions)}: the ledger has lost its positions, so whether the last objects are missing is not known. "strmctl repair ${exporter}" writes it again from the objects`
    case 'content':
    case 'dead-letters':
      return `${problem.key}: ${problem.reason}`
    case 'incomplete':
      return `${problem.key}: incomplete, the stream had lost records of its ranges before they could be written`
    case 'unreadable':
      return `${problem.key}: ${problem.reason}`
  }
}
