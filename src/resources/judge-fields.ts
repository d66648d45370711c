import { resolve } from 'node:path'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import {
  type BlockField,
  type Field,
  type Fields,
  type FieldValue,
  type FieldValues,
  isBlock,
} from '../model/fields.ts'
import type { UpdateVerdict } from '../model/kind.ts'
import { sameValue } from '../model/same-value.ts'
import { VALUE_MAY_ONLY_GROW } from './diagnostics.ts'

/** Fields as they are recorded and as they are wanted. */
interface Sides {
  readonly before: FieldValues
  readonly after: FieldValues
}

interface Comparison {
  readonly before: FieldValue | undefined
  readonly after: FieldValue | undefined
  /** Dotted. */
  readonly path: string
}

type Finding =
  | { readonly finding: 'replace'; readonly path: string }
  | { readonly finding: 'refuse'; readonly path: string; readonly diagnostic: Diagnostic }

/** What the declarations of the fields say about a change: `forcesReplacement` and `onlyGrows`. */
export function judgeFields(change: Sides, fields: Fields, directory: string): UpdateVerdict {
  const findings = judgeAll({ ...change, path: '' }, fields, directory)
  const replaced = findings.filter((finding) => finding.finding === 'replace')
  if (replaced.length > 0) return { verdict: 'replace', because: replaced.map((finding) => finding.path) }
  const refused = findings.find((finding) => finding.finding === 'refuse')
  if (refused === undefined) return { verdict: 'update' }
  return { verdict: 'refuse', path: refused.path, diagnostic: refused.diagnostic }
}

function judgeAll(compared: Comparison, fields: Fields, directory: string): readonly Finding[] {
  const before = isBlock(compared.before) ? compared.before : {}
  const after = isBlock(compared.after) ? compared.after : {}
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = compared.path === '' ? name : `${compared.path}.${name}`
    return judgeOne({ before: before[name] ?? undefined, after: after[name] ?? undefined, path }, field, directory)
  })
}

function judgeOne(compared: Comparison, field: Field | BlockField, directory: string): readonly Finding[] {
  if (sameValue(compared.before, compared.after)) return []
  if (field.forcesReplacement === true && !isSamePath(compared, field, directory)) {
    return [{ finding: 'replace', path: compared.path }]
  }
  if (field.kind === 'block') return field.list === true ? [] : judgeAll(compared, field.fields, directory)
  return field.onlyGrows === true ? shrunk(compared) : []
}

function isSamePath({ before, after }: Comparison, field: Field | BlockField, directory: string): boolean {
  if (field.kind === 'block' || field.value.type !== 'path') return false
  if (typeof before !== 'string' || typeof after !== 'string') return false
  return resolve(directory, before) === resolve(directory, after)
}

function shrunk({ before, after, path }: Comparison): readonly Finding[] {
  if (typeof before !== 'number' || typeof after !== 'number' || after >= before) return []
  const detail = `"${path}" is ${before} and can only be raised, but the configuration says ${after}. Events in what would be left over would never be exported. Write ${before} or more.`
  return [{ finding: 'refuse', path, diagnostic: diagnose(VALUE_MAY_ONLY_GROW, { detail }) }]
}
