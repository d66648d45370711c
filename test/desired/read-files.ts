import { DECODERS } from '../../src/decoders/catalogue.ts'
import { FORMATS } from '../../src/formats/catalogue.ts'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import type { Configuration, ConfigurationInput } from '../../src/desired/configuration.ts'
import { readConfiguration } from '../../src/desired/read-configuration.ts'
import { batchExporterRules } from '../../src/resources/batch-exporter/rules.ts'
import { dataConnectorRules } from '../../src/resources/data-connector/rules.ts'
import { streamRules } from '../../src/resources/stream/rules.ts'
import { STATE_STORES } from '../../src/state/stores/catalogue.ts'
import { STREAMS } from '../../src/streams/catalogue.ts'
import * as yaml from '../../src/syntax/yaml/parse-yaml.ts'

/** A configuration directory in memory. */
export const DIRECTORY = '/configuration'

export const KINDS = [streamRules, dataConnectorRules, batchExporterRules]
export const CONTEXT = {
  connectors: CONNECTORS,
  streams: STREAMS,
  formats: FORMATS,
  decoders: DECODERS,
  directory: DIRECTORY,
}

/** Reads a configuration from files in memory, with the kinds of the product. */
export function readFiles(
  files: { readonly [name: string]: string },
  parts: Partial<ConfigurationInput> = {},
): Configuration {
  const environment = parts.environment ?? {}
  const encoder = new TextEncoder()
  return readConfiguration({
    files: Object.entries(files).map(([name, text]) => ({ name, text })),
    commandLine: [],
    environment,
    host: {
      readFile: (path) => {
        const text = files[path]
        return text === undefined
          ? { outcome: 'failed', reason: 'it does not exist' }
          : { outcome: 'read', bytes: encoder.encode(text) }
      },
      environment: (name) => environment[name],
    },
    kinds: KINDS,
    yaml,
    context: CONTEXT,
    stateStores: STATE_STORES,
    version: '0.1.0',
    ...parts,
  })
}
