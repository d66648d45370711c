import type { Configuration, ConfigurationInput } from '../../src/desired/configuration.ts'
import { formatAddress } from '../../src/model/address.ts'
import type { DesiredResource } from '../../src/model/desired-resource.ts'
import { readFiles } from './read-files.ts'

/** Reads a configuration that must be without a mistake. */
export function sound(files: Parameters<typeof readFiles>[0], parts?: Partial<ConfigurationInput>): Configuration {
  const configuration = readFiles(files, parts)
  const [problem] = configuration.diagnostics
  if (problem !== undefined) throw new Error(`${problem.summary}: ${problem.detail}`)
  return configuration
}

/** The resources of one sound file. */
export function hcl(text: string, parts?: Partial<ConfigurationInput>): readonly DesiredResource[] {
  return sound({ 'main.strm.hcl': text }, parts).resources
}

export function addresses(resources: readonly DesiredResource[]): readonly string[] {
  return resources.map((resource) => formatAddress(resource.address))
}

export const OUT = 'data_connector "out" {\n  local_directory { path = "out" }\n}\n'
