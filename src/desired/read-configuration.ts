import type { ResourceKind } from '../model/address.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Fields } from '../model/fields.ts'
import { InternalError } from '../model/internal-error.ts'
import type { Document } from '../syntax/document.ts'
import type { Expression } from '../syntax/expression.ts'
import { parseHcl } from '../syntax/hcl/parse-hcl.ts'
import { checkResources } from './check-resources.ts'
import type { Configuration, ConfigurationInput, SourceFile, YamlParser } from './configuration.ts'
import { collectDeclarations } from './declarations/collect-declarations.ts'
import type { Declarations } from './declarations/declarations.ts'
import { compareText } from './evaluate/compare-text.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { makeScope, type Namespace } from './evaluate/scope.ts'
import type { Value } from './evaluate/value.ts'
import { fileRole, isYamlFile, type FileRole } from './file-role.ts'
import { FUNCTIONS } from './functions/functions.ts'
import { hiddenLines, hiddenNear, SensitiveLiterals, sensitiveNames } from './hidden-ranges.ts'
import { evaluateResources } from './resources/evaluate-resources.ts'
import { fromMap, namespace } from './resources/world.ts'
import { readSettings } from './settings/read-settings.ts'
import { maskDetails, sortDiagnostics, withoutFollowing } from './shown-diagnostics.ts'
import { checkValidations } from './variables/check-validations.ts'
import { declareVariable } from './variables/declare-variable.ts'
import { evaluateVariables, type VariableDeps } from './variables/evaluate-variables.ts'
import { type CommandLineValues, givenValues } from './variables/given-values.ts'
import type { GivenValue } from './variables/variable.ts'

/**
 * From texts to desired resources: parse, collect what is declared, evaluate variables, locals and resources, decode them by
 * their kinds' fields, normalize and check. Pure but for `host`. Mistakes are collected over all files and never thrown.
 */
export function readConfiguration(input: ConfigurationInput): Configuration {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
  const parsed = parseAll(input)
  const declarations = collectDeclarations(parsed.configuration, input.kinds, report)
  const constant = { evaluate: evaluateWith(new Map(), input, report), report }
  const given = givenValues(
    { ...parsed, environment: input.environment },
    new Set(declarations.variables.keys()),
    report,
  )
  const secrets = new SensitiveLiterals(sourcesOf(declarations, given))
  const hide = (expression: Expression): void => secrets.hide(expression)
  const { version, stateStores } = input
  const settings = readSettings(declarations.settings, { ...constant, hide, version, stateStores })
  const missing = input.missingValues ?? 'reported'
  const variables = readVariables(
    { input, declarations, given },
    { ...constant, hide, missing, evaluateApart: evaluateApart(input) },
  )
  const fields = fieldsOf(input)
  const kinds = input.kinds.map((rules) => rules.kind)
  const { context, host } = input
  const decoded = evaluateResources({ declarations, variables, kinds, fields, context, host, report, hide })
  const syntaxErrors = parsed.all.flatMap((document) => document.diagnostics)
  const resources = checkResources(decoded, input.kinds, { context, report, whole: syntaxErrors.length === 0 })
  const following = withoutFollowing(diagnostics, parsed.all)
  const sources = new Map(parsed.all.map((document) => [document.file, document.text]))
  const storeFields = Object.values(stateStores).map((store) => store.fields)
  const names = secretNames([...kinds.map(fields), ...storeFields], declarations)
  const hidden = parsed.all.flatMap((document) => hiddenLines(document, names))
  const sensitiveRanges = [...secrets.ranges, ...hidden, ...hiddenNear(following, parsed.all, names)]
  const sorted = sortDiagnostics([...syntaxErrors, ...following], parsed.all)
  return { resources, settings, diagnostics: maskDetails(sorted, sensitiveRanges, sources), sensitiveRanges, sources }
}

interface ParsedFiles {
  readonly configuration: readonly Document[]
  readonly files: readonly Document[]
  readonly commandLine: readonly CommandLineValues[]
  readonly all: readonly Document[]
}

function parseAll({ files, commandLine: options, yaml }: ConfigurationInput): ParsedFiles {
  const sorted = files.toSorted((a, b) => compareText(a.name, b.name))
  const withRole = (role: FileRole): typeof sorted => sorted.filter((file) => fileRole(file.name) === role)
  const configuration = withRole('configuration').map((file) => parseFile(file, yaml))
  const values = [...withRole('variables'), ...withRole('automatic')].map((file) => parseValuesFile(file, yaml))
  const commandLine = options.map((option): CommandLineValues => {
    return option.option === 'var' ? option : { option: 'var-file', document: parseValuesFile(option.file, yaml) }
  })
  const named = commandLine.flatMap((option) => (option.option === 'var-file' ? [option.document] : []))
  return { configuration, files: values, commandLine, all: [...configuration, ...values, ...named] }
}

function evaluateWith(
  bindings: ReadonlyMap<string, Namespace>,
  { host }: ConfigurationInput,
  report: (diagnostic: Diagnostic) => void,
): (expression: Expression) => Value {
  const scope = makeScope({ bindings, functions: FUNCTIONS, host })
  return (expression) => {
    const { value, diagnostics } = evaluate(expression, scope)
    diagnostics.forEach(report)
    return value
  }
}

function evaluateApart({ host }: ConfigurationInput): VariableDeps['evaluateApart'] {
  const scope = makeScope({ bindings: new Map(), functions: FUNCTIONS, host })
  return (expression) => evaluate(expression, scope)
}

/** What a variable or local is written as: its default and its value in a file, or its expression. */
function sourcesOf(
  { variables, locals }: Declarations,
  given: ReadonlyMap<string, GivenValue>,
): (root: string, name: string) => readonly Expression[] {
  return (root, name) => {
    if (root === 'local') return [locals.get(name)?.value].filter((value) => value !== undefined)
    if (root !== 'var') return []
    const value = given.get(name)
    const items = variables.get(name)?.block.body.items ?? []
    const defaults = items.flatMap((item) => (item.node === 'attribute' && item.name === 'default' ? [item.value] : []))
    return value?.source === 'file' ? [...defaults, value.expression] : defaults
  }
}

interface VariableParts {
  readonly input: ConfigurationInput
  readonly declarations: Declarations
  readonly given: ReadonlyMap<string, GivenValue>
}

function readVariables(
  { input, declarations, given }: VariableParts,
  context: VariableDeps,
): ReadonlyMap<string, Value> {
  const declared = [...declarations.variables.values()].map((variable) => declareVariable(variable, context))
  const values = evaluateVariables(declared, given, context)
  const scope = new Map([
    ['var', namespace('variable', fromMap(values), (name) => `Declare it with: variable "${name}" {}.`)],
  ])
  const checking = { evaluate: evaluateWith(scope, input, context.report), report: context.report }
  for (const variable of declared) checkValidations(variable, given.get(variable.name), checking)
  return values
}

/** Names of sensitive fields and of sensitive variables. */
function secretNames(all: readonly Fields[], { variables }: Declarations): ReadonlySet<string> {
  const marked = [...variables.values()].filter(({ block }) =>
    block.body.items.some((item) => item.node === 'attribute' && item.name === 'sensitive'),
  )
  return new Set([...all.flatMap(sensitiveNames), ...marked.map(({ name }) => name)])
}

/** The fields of each kind, computed once. */
function fieldsOf({ kinds, context }: ConfigurationInput): (kind: ResourceKind) => Fields {
  const byKind = new Map(kinds.map((rules) => [rules.kind, rules.fields(context)]))
  return (kind) => byKind.get(kind) ?? {}
}

/** The tree of a configuration file, by the ending of its name. */
function parseFile({ name, text }: SourceFile, yaml: YamlParser | undefined): Document {
  return isYamlFile(name) ? loaded(yaml).parseYaml(name, text) : parseHcl(name, text)
}

/** The tree of a file of variable values. */
function parseValuesFile({ name, text }: SourceFile, yaml: YamlParser | undefined): Document {
  return isYamlFile(name) ? loaded(yaml).parseYamlValues(name, text) : parseHcl(name, text)
}

function loaded(yaml: YamlParser | undefined): YamlParser {
  if (yaml === undefined) throw new InternalError('Cannot parse a YAML file: its parser was not loaded')
  return yaml
}
