import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const UNSUPPORTED_ARGUMENT = errorCode(
  'STRM1220',
  'Unsupported argument',
  'A block takes only the arguments that its kind declares, so that a typo is never silently ignored. The message names the most similar one, or lists all of them. Correct the name, or move the argument to the block it belongs to.',
)

export const UNSUPPORTED_BLOCK = errorCode(
  'STRM1221',
  'Unsupported block',
  'A nested block must be of a type that the enclosing block declares: a stream takes "kafka" or "directory", for example. The message names the most similar one, or lists all of them.',
)

export const DUPLICATE_ARGUMENT = errorCode(
  'STRM1222',
  'Duplicate argument',
  'An argument may appear only once in its block. Both places are shown: keep the one you mean. Several values for one argument are a list: brokers = ["a:9092", "b:9092"].',
)

export const DUPLICATE_BLOCK = errorCode(
  'STRM1223',
  'Duplicate block',
  'This block may appear only once in the enclosing block. Both places are shown: put the arguments of both into one, or remove the one you do not mean.',
)

export const MISSING_ARGUMENT = errorCode(
  'STRM1224',
  'Missing required argument',
  'This argument has no default and must be given; null counts as not given. "strmctl explain" and the schema in schemas/ say what it means.',
)

export const MISSING_BLOCK = errorCode(
  'STRM1225',
  'Missing required block',
  'This block has no default and must be given.',
)

export const BLOCK_AS_ARGUMENT = errorCode(
  'STRM1226',
  'Block written as an argument',
  'HCL distinguishes blocks from arguments: directory { path = "x" } is a block, directory = { path = "x" } an argument whose value is an object. A block is expected here: remove the equals sign. (In YAML both are written as a map.)',
)

export const ARGUMENT_AS_BLOCK = errorCode(
  'STRM1227',
  'Argument written as a block',
  'HCL distinguishes arguments from blocks: config = { "retention.ms" = "1000" } is an argument whose value is an object, config { … } a block. An argument is expected here: add the equals sign.',
)

export const UNEXPECTED_LABEL = errorCode(
  'STRM1228',
  'Unexpected block label',
  'Only blocks at the top level of a file have a label. Nested blocks have none: kafka { … }, not kafka "main" { … }.',
)

export const BLOCK_SHAPE = errorCode(
  'STRM1229',
  'Map of arguments expected',
  'In YAML the arguments of a nested block are written below its name as a map, each key written out: directory: { path: streams/demo }. A template may stand for each value, but not for the map as a whole and not for its keys, so that every mistake in it can be found before anything runs.',
)

export const BODY_CODES: readonly DiagnosticCode[] = [
  UNSUPPORTED_ARGUMENT,
  UNSUPPORTED_BLOCK,
  DUPLICATE_ARGUMENT,
  DUPLICATE_BLOCK,
  MISSING_ARGUMENT,
  MISSING_BLOCK,
  BLOCK_AS_ARGUMENT,
  ARGUMENT_AS_BLOCK,
  UNEXPECTED_LABEL,
  BLOCK_SHAPE,
]
