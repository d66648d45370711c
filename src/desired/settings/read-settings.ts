import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import { closest } from '../../lib/closest.ts'
import { attributesOf } from '../body/blocks-of-value.ts'
import { BLOCK_SHAPE, DUPLICATE_BLOCK } from '../body/diagnostics.ts'
import { readBody, type BodyPlace, type ReadBody } from '../body/read-body.ts'
import type { Settings } from '../configuration.ts'
import type { DeclaredBlock } from '../declarations/declarations.ts'
import { toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import type { Value } from '../evaluate/value.ts'
import { LABEL_COUNT } from '../declarations/diagnostics.ts'
import {
  INVALID_SETTING,
  INVALID_VERSION_CONSTRAINT,
  UNSUPPORTED_VERSION,
  UNSUPPORTED_STATE_PLACE,
} from './diagnostics.ts'
import { meetsConstraint } from './version-constraint.ts'

/** Where the state is kept when nothing is said. */
const DEFAULT_SETTINGS: Settings = { state: { place: 'local', path: 'state/strmctl.state.json' } }

export interface SettingsDeps {
  /** Values without any names in scope. */
  readonly evaluate: (expression: Expression) => Value
  readonly report: (diagnostic: Diagnostic) => void
  /** The tool's own version. */
  readonly version: string
}

const SCHEMA = { attributes: ['required_version'], blocks: ['state'] } as const

/** The `strmctl` blocks of all files; the tool's version is checked against `required_version`. */
export function readSettings(declared: readonly DeclaredBlock[], context: SettingsDeps): Settings {
  const states = declared.flatMap((settings) => readBlock(settings, context))
  const [first, second] = states
  if (first !== undefined && second !== undefined) {
    const related = [{ message: 'First block', range: first.block.headerRange }]
    const detail = 'The state is kept in one place: keep one of the "state" blocks.'
    context.report(diagnose(DUPLICATE_BLOCK, { detail, range: second.block.headerRange, related }))
  }
  return first === undefined ? DEFAULT_SETTINGS : { state: readState(first, context) }
}

/** Checks the version; gives the `state` blocks. */
function readBlock({ block, language }: DeclaredBlock, context: SettingsDeps): readonly DeclaredBlock[] {
  const place = { language, owner: '"strmctl"', report: context.report }
  const { attributes, states } = language === 'yaml' ? readYaml(block, place) : readHcl(block, place)
  const version = attributes.get('required_version')
  if (version !== undefined) checkVersion(version, context)
  return states.map((state) => ({ block: state, language }))
}

interface Parts {
  readonly attributes: ReadBody['attributes']
  readonly states: readonly Block[]
}

/** The block `state` alone has a label, which the general rule refuses. */
function readHcl(block: Block, place: BodyPlace): Parts {
  const states = block.body.items.filter((item): item is Block => item.node === 'block' && item.type === 'state')
  const items = block.body.items.filter((item) => item.node === 'attribute' || item.type !== 'state')
  return { attributes: readBody({ ...block.body, items }, SCHEMA, place).attributes, states }
}

/** `state: { local: { path: … } }`: each key is a label. */
function readYaml(block: Block, place: BodyPlace): Parts {
  const schema = { attributes: [...SCHEMA.attributes, ...SCHEMA.blocks], blocks: [] }
  const { attributes } = readBody(block.body, schema, place)
  const state = attributes.get('state')
  return { attributes, states: state === undefined ? [] : statesOf(state, place) }
}

function statesOf({ value, nameRange, range }: Attribute, { report }: BodyPlace): readonly Block[] {
  if (value.node !== 'object') {
    const detail = 'Write the place as a key: state: { local: { path: … } }.'
    report(diagnose(BLOCK_SHAPE, { detail, range: value.range }))
    return []
  }
  return attributesOf(value.items, report).map((place): Block => {
    const items = place.value.node === 'object' ? attributesOf(place.value.items, report) : []
    const label = { text: place.name, quoted: true, range: place.nameRange }
    const body = { items, range: place.value.range }
    return {
      node: 'block',
      type: 'state',
      typeRange: nameRange,
      labels: [label],
      headerRange: place.nameRange,
      body,
      range,
    }
  })
}

const LOCAL = { attributes: ['path'], blocks: [] } as const

function readState({ block, language }: DeclaredBlock, context: SettingsDeps): Settings['state'] {
  const [label, extra] = block.labels
  if (label === undefined || extra !== undefined) {
    const detail = 'A "state" block has one label, its place: state "local" { … }.'
    context.report(diagnose(LABEL_COUNT, { detail, range: block.headerRange }))
  } else if (label.text !== 'local') reportPlace(label.text, block, context)
  const { attributes } = readBody(block.body, LOCAL, { language, owner: 'state "local"', report: context.report })
  const path = attributes.get('path')
  const text = path === undefined ? undefined : readText(path, context)
  return { ...DEFAULT_SETTINGS.state, ...(text === undefined ? {} : { path: text }) }
}

function reportPlace(place: string, block: Block, { report }: SettingsDeps): void {
  const advice =
    closest(place, ['local']) === undefined
      ? 'This version keeps the state in local files: state "local" { … }.'
      : 'Did you mean "local"?'
  const detail = `There is no place "${place}" for the state. ${advice}`
  report(diagnose(UNSUPPORTED_STATE_PLACE, { detail, range: block.headerRange }))
}

function readText(attribute: Attribute, { evaluate, report }: SettingsDeps): string | undefined {
  const value = evaluate(attribute.value)
  const text = value.sensitive ? undefined : toText(value)
  if (text !== undefined && text !== '') return text
  if (value.type === 'unknown' || value.type === 'null') return undefined
  const given = text === '' ? 'an empty string' : describeType(value)
  const detail = `"${attribute.name}" must be a string, given ${given}.`
  report(diagnose(INVALID_SETTING, { detail, range: attribute.value.range }))
  return undefined
}

function checkVersion(attribute: Attribute, context: SettingsDeps): void {
  const text = readText(attribute, context)
  const met = text === undefined ? true : meetsConstraint(context.version, text)
  if (met === true) return
  const [code, detail] =
    met === undefined
      ? [
          INVALID_VERSION_CONSTRAINT,
          `"${text ?? ''}" is no constraint of versions. Write one such as ">= 0.1" or "~> 1.2, < 1.9".`,
        ]
      : [
          UNSUPPORTED_VERSION,
          `This configuration needs strmctl ${text ?? ''}, and this is ${context.version}. Install a version that fits, or change "required_version".`,
        ]
  context.report(diagnose(code, { detail, range: attribute.value.range }))
}
