import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { StateStoreChoice, StateStoreDeclarations } from '../../model/state.ts'
import type { Attribute, Block, Body } from '../../syntax/document.ts'
import { attributesOf, blocksOfValue } from '../body/blocks-of-value.ts'
import { BLOCK_SHAPE, DUPLICATE_BLOCK } from '../body/diagnostics.ts'
import type { Settings } from '../configuration.ts'
import type { DeclaredBlock } from '../declarations/declarations.ts'
import { LABEL_COUNT } from '../declarations/diagnostics.ts'
import type { ReferenceResolver } from '../decode/decode-type.ts'
import { type BodySite, decodeBody, type DecodeDeps } from '../decode/decode-body.ts'
import { INVALID_VERSION_CONSTRAINT, UNSUPPORTED_STATE_STORE, UNSUPPORTED_VERSION } from './diagnostics.ts'
import { SETTINGS_FIELDS } from './settings-fields.ts'
import { meetsConstraint } from './version-constraint.ts'

/** `evaluate`: without any names in scope, since the settings are known before anything else. */
export interface SettingsDeps extends Pick<DecodeDeps, 'evaluate' | 'hide' | 'report'> {
  /** The tool's own version. */
  readonly version: string
  readonly stateStores: StateStoreDeclarations
}

/** The `strmctl` blocks of all files; the tool's version is checked against `required_version`. */
export function readSettings(declared: readonly DeclaredBlock[], deps: SettingsDeps): Settings {
  const mistakes: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    mistakes.push(diagnostic)
    deps.report(diagnostic)
  }
  const own = { ...deps, report }
  const states = declared.flatMap((settings) => readBlock(settings, own))
  return { state: readStates(states, own), mistakes }
}

/** Checks the version; gives the `state` blocks. */
function readBlock({ block, language }: DeclaredBlock, deps: SettingsDeps): readonly DeclaredBlock[] {
  const { body, states } = language === 'yaml' ? splitYaml(block.body, deps) : splitHcl(block.body)
  const others = { attributes: [], blocks: ['state'] }
  const site = { body, fields: SETTINGS_FIELDS, owner: '"strmctl"', header: block.headerRange, others }
  const { values, read } = decode(site, { block, language }, deps)
  const [version, attribute] = [values['required_version'], read.attributes.get('required_version')]
  if (typeof version === 'string' && attribute !== undefined) checkVersion(version, attribute, deps)
  return states.map((state) => ({ block: state, language }))
}

interface SplitBody {
  readonly body: Body
  readonly states: readonly Block[]
}

/** The block `state` alone has a label, which the general rule refuses. */
function splitHcl(body: Body): SplitBody {
  const states = body.items.filter(isStateBlock)
  return { body: { ...body, items: body.items.filter((item) => !isStateBlock(item)) }, states }
}

/** `state: { local: { path: … } }`: each key is a label. */
function splitYaml(body: Body, deps: SettingsDeps): SplitBody {
  const states = body.items.filter(isStateAttribute).flatMap((state) => statesOf(state, deps))
  return { body: { ...body, items: body.items.filter((item) => !isStateAttribute(item)) }, states }
}

type Item = Body['items'][number]

function isStateBlock(item: Item): item is Block {
  return item.node === 'block' && item.type === 'state'
}

function isStateAttribute(item: Item): item is Attribute {
  return item.node === 'attribute' && item.name === 'state'
}

function statesOf({ value, nameRange }: Attribute, { report }: SettingsDeps): readonly Block[] {
  if (value.node !== 'object') {
    const detail = 'Write the store as a key: state: { local: { path: … } }.'
    report(diagnose(BLOCK_SHAPE, { detail, range: value.range }))
    return []
  }
  return attributesOf(value.items, report).flatMap((store) => {
    const label = { text: store.name, quoted: true, range: store.nameRange }
    const header = { type: 'state', typeRange: nameRange, labels: [label] }
    return blocksOfValue(store, report).map((block): Block => ({ ...block, ...header }))
  })
}

/** Nothing where there is a mistake: then nobody may guess where the state is. */
function readStates(states: readonly DeclaredBlock[], deps: SettingsDeps): StateStoreChoice | undefined {
  const [first, second] = states
  if (first === undefined) return defaultChoice(deps.stateStores)
  const [choice] = states.map((state) => readState(state, deps))
  if (second === undefined) return choice
  const related = [{ message: 'First block', range: first.block.headerRange }]
  const detail = 'The state is kept in one place: keep one of the "state" blocks.'
  deps.report(diagnose(DUPLICATE_BLOCK, { detail, range: second.block.headerRange, related }))
  return undefined
}

function defaultChoice(stores: StateStoreDeclarations): StateStoreChoice | undefined {
  const [first] = Object.entries(stores)
  if (first === undefined) return undefined
  const [store, { fields }] = first
  const settings = Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'field' && field.default !== undefined ? [[name, field.default] as const] : [],
  )
  return { store, settings: Object.fromEntries(settings) }
}

function readState(declared: DeclaredBlock, deps: SettingsDeps): StateStoreChoice | undefined {
  const { block } = declared
  const [label, extra] = block.labels
  if (label === undefined || extra !== undefined) {
    const detail = `A "state" block has one label, its store: ${exampleOf(deps.stateStores)}.`
    deps.report(diagnose(LABEL_COUNT, { detail, range: block.headerRange }))
    return undefined
  }
  const store = label.text
  const fields = Object.hasOwn(deps.stateStores, store) ? deps.stateStores[store]?.fields : undefined
  if (fields === undefined) {
    deps.report(unknownStore(block, store, deps.stateStores))
    return undefined
  }
  const others = { attributes: [], blocks: [] }
  const site = { body: block.body, fields, owner: `state "${store}"`, header: block.headerRange, others }
  const { values, complete } = decode(site, declared, deps)
  return complete ? { store, settings: values } : undefined
}

function decode(
  site: Omit<BodySite, 'prefix'>,
  { language }: DeclaredBlock,
  deps: SettingsDeps,
): ReturnType<typeof decodeBody> {
  const { evaluate, hide, report } = deps
  return decodeBody({ ...site, prefix: '' }, { language, evaluate, hide, report, references: noReferences })
}

/** Nothing that a reference could name is known yet. */
function noReferences(): ReferenceResolver {
  return () => ({ outcome: 'unknown' })
}

function unknownStore(block: Block, store: string, stores: StateStoreDeclarations): Diagnostic {
  const names = Object.keys(stores)
  const near = closest(store, names)
  const known = names.map((name) => `"${name}"`).join(', ')
  const advice =
    near === undefined ? `Use one of ${known}, for example ${exampleOf(stores)}.` : `Did you mean "${near}"?`
  const detail = `There is no store "${store}" for the state. ${advice}`
  return diagnose(UNSUPPORTED_STATE_STORE, { detail, range: block.headerRange })
}

function exampleOf(stores: StateStoreDeclarations): string {
  return `state "${Object.keys(stores)[0] ?? ''}" { … }`
}

function checkVersion(text: string, { value: { range } }: Attribute, { version, report }: SettingsDeps): void {
  const met = meetsConstraint(version, text)
  if (met === true) return
  const [code, detail] =
    met === undefined
      ? [
          INVALID_VERSION_CONSTRAINT,
          `"${text}" is not a version constraint. Write one such as ">= 0.1" or "~> 1.2, < 1.9".`,
        ]
      : [
          UNSUPPORTED_VERSION,
          `This configuration needs strmctl ${text}, and this is ${version}. Install a version that matches, or change "required_version".`,
        ]
  report(diagnose(code, { detail, range }))
}
