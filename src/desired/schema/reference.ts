import { formatBytes } from '../../lib/bytes.ts'
import type { BlockField, Field, Fields } from '../../model/fields.ts'
import type { KindRules, RulesDeps } from '../../model/kind.ts'
import type { StateStoreDeclarations } from '../../model/state.ts'
import { boundsText, expectedType } from '../decode/expected-type.ts'
import { SETTINGS_FIELDS, stateField } from '../settings/settings-fields.ts'

/** The reference of all kinds and of the `strmctl` block in Markdown, from the declared fields. */
export function referenceText(
  kinds: readonly KindRules[],
  context: RulesDeps,
  stateStores: StateStoreDeclarations,
): string {
  const sections = kinds.map((rules) => sectionOf(`\`${rules.kind}\``, rules.fields(context), 2))
  const settings = sectionOf('`strmctl`', { ...SETTINGS_FIELDS, state: stateField(stateStores) }, 2)
  return [INTRODUCTION, ...sections, settings].join('\n')
}

const INTRODUCTION = `# Reference of the configuration

Made from the declared fields; \`strmctl.schema.json\` beside it says the same to editors. Every resource also takes
\`for_each\`, \`count\`, \`depends_on\` and \`lifecycle { prevent_destroy }\`.
`

function sectionOf(title: string, fields: Fields, level: number): string {
  const own = Object.entries(fields)
  const rows = own.flatMap(([name, field]) => (field.kind === 'field' ? [rowOf(name, field)] : []))
  const blocks = own.flatMap(([name, field]) =>
    field.kind === 'block' ? [blockOf(name, field, { owner: title, level: level + 1 })] : [],
  )
  const table =
    rows.length === 0
      ? ''
      : `\n| Argument | Type | Default | What it means |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
  return `${'#'.repeat(level)} ${title}\n${table}${blocks.map((block) => `\n${block}`).join('')}`
}

interface Place {
  readonly owner: string
  readonly level: number
}

function blockOf(name: string, { doc, fields, list, required }: BlockField, { owner, level }: Place): string {
  const notes = [required === true ? 'Required.' : '', list === true ? 'May be repeated.' : ''].filter(
    (note) => note !== '',
  )
  const [title, ...rest] = sectionOf(`${owner} › \`${name}\``, fields, Math.min(level, 6)).split('\n')
  return [title, '', [doc, ...notes].join(' '), ...rest].join('\n')
}

function rowOf(name: string, field: Field): string {
  const type =
    field.oneOf === undefined ? expectedType(field.value) : field.oneOf.map((choice) => `\`"${choice}"\``).join(', ')
  const bounds = boundsText(field)
  const what = [
    field.doc,
    bounds === undefined || field.value.type === 'string' || field.value.type === 'path' ? '' : `Must be ${bounds}.`,
    field.sensitive === true ? 'Sensitive.' : '',
    field.forcesReplacement === true ? 'A change replaces the resource.' : '',
  ]
  return `| \`${name}\` | ${cell(type)} | ${cell(defaultOf(field))} | ${cell(what.filter((part) => part !== '').join(' '))} |`
}

function defaultOf({ default: byDefault, required, value }: Field): string {
  if (value.type === 'bytes' && typeof byDefault === 'number') return `\`"${formatBytes(byDefault)}"\``
  if (byDefault !== undefined) return `\`${JSON.stringify(byDefault)}\``
  return required === true ? 'required' : ''
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}
