import { diffLines } from 'diff'
import type { FieldValue } from '../../../model/fields.ts'
import type { Action, FieldChange } from '../../../model/plan.ts'
import { Secret } from '../../../model/secret.ts'

const UNKNOWN = '(known after apply)'
const SENSITIVE = '(sensitive value)'

/** The right-hand side of a field's line in a plan; more lines than one for a multi-line text (a line diff). */
export function renderFieldChange(action: Action, field: FieldChange): readonly string[] {
  const after = field.afterUnknown === true ? UNKNOWN : renderFieldValue(field.after)
  if (action === 'create' || field.before === undefined) return after.split('\n')
  if (action === 'delete' || action === 'forget') return renderFieldValue(field.before).split('\n')
  if (containsSecret(field.before) && containsSecret(field.after)) return ['(sensitive value, changed)']
  if (isMultiline(field.before) && isMultiline(field.after)) return lineDiff(field.before, field.after)
  return `${renderFieldValue(field.before)} -> ${field.after === undefined && field.afterUnknown !== true ? 'null' : after}`.split(
    '\n',
  )
}

/** A value in HCL spelling, secrets masked. */
export function renderFieldValue(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return 'null'
  if (value instanceof Secret) return SENSITIVE
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(renderFieldValue).join(', ')}]`
  const items = Object.entries(value).map(([name, item]) => `${name} = ${renderFieldValue(item)}`)
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`
}

function isList(value: object): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function containsSecret(value: FieldValue | undefined): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(containsSecret)
}

function isMultiline(value: FieldValue | undefined): value is string {
  return typeof value === 'string' && value.includes('\n')
}

function lineDiff(before: string, after: string): readonly string[] {
  const lines = diffLines(before, after).flatMap((part) => {
    const sign = part.added ? '+' : part.removed ? '-' : ' '
    return part.value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${sign} ${line}`)
  })
  return ['<<-EOT', ...lines, 'EOT']
}
