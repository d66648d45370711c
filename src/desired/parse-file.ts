import type { Document } from '../syntax/document.ts'
import { parseHcl } from '../syntax/hcl/parse-hcl.ts'
import { parseYaml, parseYamlValues } from '../syntax/yaml/parse-yaml.ts'
import type { SourceFile } from './configuration.ts'

/** The tree of a configuration file, by the ending of its name. */
export function parseFile({ name, text }: SourceFile): Document {
  return isYaml(name) ? parseYaml(name, text) : parseHcl(name, text)
}

/** The tree of a file of variable values. */
export function parseValuesFile({ name, text }: SourceFile): Document {
  return isYaml(name) ? parseYamlValues(name, text) : parseHcl(name, text)
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name)
}
