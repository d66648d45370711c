/**
 * Who may import whom: the right column of the map in src/README.md, as data. A folder may always import itself.
 * A folder below another one (engine/decide) has its own row only where its rules are narrower.
 */
export const IMPORT_TABLE: Readonly<Record<string, readonly string[] | 'everything'>> = {
  lib: [],
  model: ['lib'],
  syntax: ['lib', 'model'],
  desired: ['lib', 'model', 'syntax'],
  graph: ['lib', 'model'],
  plan: ['lib', 'model', 'graph'],
  apply: ['lib', 'model', 'graph'],
  io: ['lib'],
  state: ['lib', 'model', 'io'],
  connectors: ['lib', 'model', 'io'],
  streams: ['lib', 'model', 'io'],
  decoders: ['lib', 'model', 'io'],
  formats: ['lib', 'model'],
  resources: ['lib', 'model'],
  engine: ['lib', 'model'],
  audit: ['lib', 'model'],
  simulate: ['lib', 'model'],
  cli: 'everything',
}

/** Folders that only compute and stand inside one that does not: of their parent they import nothing but its diagnostics. */
export const PURE_SUBFOLDERS: Readonly<Record<string, readonly string[]>> = {
  'engine/decide': ['lib', 'model', 'engine/diagnostics.ts'],
}

/** Variants behind a contract, a folder each: none of them knows another one. */
export const VARIANT_FOLDERS: readonly string[] = ['connectors', 'streams', 'decoders', 'formats', 'state/stores']

/**
 * npm packages and the folders that may import them; anything else may not be imported at all. A name that ends in
 * `/` stands for the whole scope.
 */
export const PACKAGE_TABLE: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk/': ['io'],
  '@azure/': ['io'],
  '@google-cloud/': ['io'],
  '@bokuweb/zstd-wasm': ['io'],
  '@node-rs/crc32': ['lib'],
  '@platformatic/kafka': ['io'],
  '@smithy/': ['io'],
  '@toondepauw/node-zstd': ['io'],
  chalk: ['cli'],
  diff: ['cli/views', 'plan'],
  kafkajs: ['io'],
  lowdb: ['state'],
  oauth4webapi: ['io'],
  snappy: ['io'],
  'string-width': ['cli/views', 'lib'],
  yaml: ['syntax/yaml'],
}
