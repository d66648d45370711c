import type { ChalkInstance } from 'chalk'
import type { Action, Change, FieldChange, Plan } from '../../../model/plan.ts'
import { parseAddress } from '../../../model/address.ts'
import { effectiveChanges } from '../../../model/effective-changes.ts'
import { countChanges } from '../../../model/count-changes.ts'
import { paintFor } from './paint.ts'
import { renderFieldChange } from './field-change.ts'
import { wrapText } from '../../../lib/wrap-text.ts'

export interface PlanViewOptions {
  readonly color: boolean
  readonly width: number
  /** Only the list of addresses and the summary. */
  readonly concise?: boolean
}

const SYMBOLS = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  'no-op': ' ',
  forget: '.',
  move: '>',
  import: '<',
} as const

/** A plan as people review it. */
export function renderPlan(plan: Plan, options: PlanViewOptions): string {
  const paint = paintFor(options.color)
  const changes = effectiveChanges(plan)
  if (plan.changes.length === 0)
    return `${paint.green.bold('No changes.')} There is nothing to create, change or destroy.\n`
  if (changes.length === 0) return `${paint.green.bold('No changes.')} What is applied matches the configuration.\n`
  const body = changes.map((change) =>
    options.concise === true ? headline(change, paint) : block(change, options, paint),
  )
  return `strmctl will perform the following actions:\n\n${body.join('')}${options.concise === true ? '\n' : ''}${summary(plan, paint)}\n`
}

function summary(plan: Plan, paint: ChalkInstance): string {
  const counts = countChanges(plan.changes)
  return `${paint.bold('Plan:')} ${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.`
}

function block(change: Change, options: PlanViewOptions, paint: ChalkInstance): string {
  const lines = fieldLines(change, paint)
  const close = lines.length === 0 ? ' {}' : ` {\n${lines.join('\n')}\n    }`
  return `${headline(change, paint)}${reasons(change, options, paint)}${opening(change, paint)}${close}\n\n`
}

const WORDS: { readonly [action in Action]: string } = {
  create: 'will be created',
  update: 'will be updated in place',
  replace: 'must be replaced',
  delete: 'will be destroyed',
  'no-op': 'stays as it is',
  forget: 'will no longer be managed',
  move: 'has moved',
  import: 'will be imported',
}

function headline(change: Change, paint: ChalkInstance): string {
  return `  ${paint.bold(`# ${change.address}`)} ${WORDS[change.action]}\n`
}

function reasons(change: Change, options: PlanViewOptions, paint: ChalkInstance): string {
  const sentences = [
    ...(change.reason === undefined ? [] : [change.reason]),
    ...(change.resumes === undefined ? [] : ['finishes what an interrupted apply began']),
  ]
  return sentences
    .flatMap((sentence) => wrapText(`(${sentence})`, Math.max(40, options.width - 4)))
    .map((line) => `  ${paint.dim(`# ${line}`)}\n`)
    .join('')
}

function opening(change: Change, paint: ChalkInstance): string {
  const address = parseAddress(change.address)
  const name = address === undefined ? change.address : `${address.kind} "${address.label}"`
  return `${colored(change.action, SYMBOLS[change.action].padStart(3), paint)} ${name}`
}

function fieldLines(change: Change, paint: ChalkInstance): readonly string[] {
  const width = Math.max(0, ...change.fieldChanges.map((field) => field.path.length))
  const lines = change.fieldChanges.flatMap((field) => fieldLine(change.action, field, { width, paint }))
  if (change.unchanged === 0 || change.action === 'create' || change.action === 'delete') return lines
  const plural = change.unchanged === 1 ? 'attribute' : 'attributes'
  return [...lines, `        ${paint.dim(`# (${change.unchanged} unchanged ${plural} hidden)`)}`]
}

function fieldLine(action: Action, field: FieldChange, { width, paint }: LineStyle): readonly string[] {
  const symbol = fieldSymbol(action, field)
  const sign = symbol === '+' ? paint.green(symbol) : symbol === '-' ? paint.red(symbol) : paint.yellow(symbol)
  const [first, ...rest] = renderFieldChange(action, field)
  const forces = field.forcesReplacement === true ? paint.red(' # forces replacement') : ''
  return [
    `      ${sign} ${field.path.padEnd(width)} = ${first ?? ''}${forces}`,
    ...rest.map((line) => `          ${line}`),
  ]
}

interface LineStyle {
  /** Columns of the names. */
  readonly width: number
  readonly paint: ChalkInstance
}

function fieldSymbol(action: Action, field: FieldChange): '+' | '-' | '~' {
  if (action === 'create') return '+'
  if (action === 'delete' || action === 'forget') return '-'
  if (field.before === undefined) return '+'
  return field.after === undefined && field.afterUnknown !== true ? '-' : '~'
}

function colored(action: Action, text: string, paint: ChalkInstance): string {
  if (action === 'create') return paint.green(text)
  if (action === 'delete' || action === 'replace') return paint.red(text)
  return paint.yellow(text)
}
