import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { KindRules, RulesDeps } from '../model/kind.ts'
import type { StateStoreChoice, StateStoreDeclarations } from '../model/state.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Document } from '../syntax/document.ts'
import type { Host } from './evaluate/host.ts'

/** A file as it was read. `name` is shown to the user: relative to the configuration's directory. */
export interface SourceFile {
  readonly name: string
  readonly text: string
}

/** A variable set on the command line, in the order of the options. */
export type CommandLineVariable =
  | { readonly option: 'var'; readonly name: string; readonly value: string }
  | { readonly option: 'var-file'; readonly file: SourceFile }

/** The YAML front end, `syntax/yaml/parse-yaml.ts`: handed in, so that it loads only where a file needs it. */
export interface YamlParser {
  readonly parseYaml: (file: string, text: string) => Document
  readonly parseYamlValues: (file: string, text: string) => Document
}

/** Everything a configuration is made of. */
export interface ConfigurationInput {
  /** The files of the directory that `isConfigurationFile` accepts, in any order; others are ignored. */
  readonly files: readonly SourceFile[]
  readonly commandLine: readonly CommandLineVariable[]
  /** Variables `STRMCTL_VAR_name` are read from it. */
  readonly environment: { readonly [name: string]: string | undefined }
  readonly host: Host
  /** Needed where one of the files is YAML, of `commandLine` too. */
  readonly yaml?: YamlParser | undefined
  readonly kinds: readonly KindRules[]
  readonly context: RulesDeps
  /** What the label of a `state` block may be. */
  readonly stateStores: StateStoreDeclarations
  /** Whether a variable without any value is a mistake (the default) or, for `validate`, just not known. */
  readonly missingValues?: 'reported' | 'unknown'
  /** The tool's own version, for `required_version`. */
  readonly version: string
}

/** The `strmctl` blocks. */
export interface Settings {
  /** Where the state is kept; absent where that is written wrongly. */
  readonly state: StateStoreChoice | undefined
  /** What is wrong with the blocks; among the diagnostics of the configuration too. */
  readonly mistakes: readonly Diagnostic[]
}

/** The result of reading a configuration. With an error among the diagnostics the resources may be incomplete: nothing must be planned. */
export interface Configuration {
  /** In the order of files and lines, instances in the order of their keys. */
  readonly resources: readonly DesiredResource[]
  readonly settings: Settings
  /** Of all files, in the order of files and lines. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is secret in the files: never shown in a snippet. */
  readonly sensitiveRanges: readonly SourceRange[]
  /** Every text that a range may point into, by file name. */
  readonly sources: ReadonlyMap<string, string>
}
