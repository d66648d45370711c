import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const UNKNOWN_BLOCK_TYPE = errorCode(
  'STRM1200',
  'Unsupported block type',
  'The top level of a file holds blocks of the types stream, data_connector, batch_exporter, variable, locals and strmctl, and no others. The message names the most similar one.',
)

export const RESERVED_BLOCK_TYPE = errorCode(
  'STRM1201',
  'Block type is not available yet',
  'This word is reserved: later versions of strmctl give it the meaning it has in other tools of this kind. Until then it is an error, so that nobody assumes it has an effect.',
)

export const TOP_LEVEL_ARGUMENT = errorCode(
  'STRM1202',
  'Argument outside a block',
  'A configuration file consists of blocks; arguments (name = value) belong inside them. Values for variables belong in strmctl.vars.hcl, values that several blocks use in a "locals" block.',
)

export const UNKNOWN_SECTION = errorCode(
  'STRM1203',
  'Unsupported section',
  'The top level of a YAML file has the sections streams, data_connectors, batch_exporters (each a map by label), variables, locals and strmctl. The names of the first ones are plural.',
)

export const LABEL_COUNT = errorCode(
  'STRM1204',
  'Wrong number of block labels',
  'A stream, data connector, batch exporter or variable has exactly one label, its name: stream "demo" { … }. The blocks locals and strmctl have none.',
)

export const INVALID_LABEL = errorCode(
  'STRM1205',
  'Invalid label',
  'The label is the identity of a resource, in the configuration (stream.demo) and in the state. It is therefore a plain name: a letter or an underscore, then letters, digits, underscores and dashes. Other systems see the argument "name", which may differ from the label.',
)

export const DECLARED_TWICE = errorCode(
  'STRM1206',
  'Declared twice',
  'All files of the directory are read together, and each label may be declared only once for its kind; the same holds for variables and locals. Both places are shown. Rename one of the two, or remove it if it was copied by accident.',
)

export const BLOCK_IN_LOCALS = errorCode(
  'STRM1207',
  'Block among locals',
  'A "locals" block gives names to values: locals { prefix = "events", limits = { a = 1 } }. It cannot hold blocks; a value with several parts is an object, written with an equals sign.',
)

export const DECLARATIONS_CODES: readonly DiagnosticCode[] = [
  UNKNOWN_BLOCK_TYPE,
  RESERVED_BLOCK_TYPE,
  TOP_LEVEL_ARGUMENT,
  UNKNOWN_SECTION,
  LABEL_COUNT,
  INVALID_LABEL,
  DECLARED_TWICE,
  BLOCK_IN_LOCALS,
]
