import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const YAML_SYNTAX = errorCode(
  'STRM1100',
  'Invalid YAML',
  'The text does not follow the rules of YAML 1.2 here. Often a quote or bracket is not closed, a colon has no space after it, or text with special characters (": ", " #", or a first character such as @, `, %, * or &) is not quoted. Put such text in double quotes.',
)

export const YAML_INDENTATION = errorCode(
  'STRM1101',
  'Invalid indentation',
  'Indentation says what belongs to what: all keys of a map begin at the same column, and what belongs to a key is indented further than the key. This line begins at a column that matches nothing above it. Line it up with its neighbors.',
)

export const YAML_TAB = errorCode(
  'STRM1102',
  'Tab in the indentation',
  'YAML does not allow tabs in the indentation, since nobody can say how wide they are. Replace them with spaces; most editors can do that for the whole file.',
)

export const NESTED_MAPPING = errorCode(
  'STRM1103',
  'Key inside a value',
  'A key and its colon are followed by a value, and this value itself contains a colon with a space, so it reads like another key. If it is text, put it in double quotes: title: "a: b". If it is a map, begin it on the next line, indented further. Templates with quotes or colons in them must be quoted as well: name: \'${var.x ? "a" : "b"}\'.',
)

export const UNQUOTED_TEMPLATE = errorCode(
  'STRM1104',
  'Template without quotes',
  'Between { } and [ ], and wherever it contains ": " or " #", a template ${…} must stand in quotes, because YAML uses the same characters for maps: { bucket_name: "${var.bucket}" }. If the template contains double quotes, put single quotes around it.',
)

export const UNCLOSED_QUOTE = errorCode(
  'STRM1105',
  'Missing closing quote',
  'A quoted string continues to the closing quote, across line breaks too, and the file ends before it. The quote that opens it may be far above. Inside double quotes a double quote is written \\"; inside single quotes a single quote is written twice.',
)

export const INVALID_YAML_ESCAPE = errorCode(
  'STRM1106',
  'Invalid escape sequence',
  'In double quotes a backslash begins an escape sequence such as \\n, \\t, \\" or \\\\. For text with backslashes, such as Windows paths or regular expressions, use single quotes, where a backslash has no special meaning.',
)

export const DUPLICATE_KEY = errorCode(
  'STRM1110',
  'Key is written twice',
  'A map has every key only once. YAML parsers differ in which of two they use, so strmctl does not choose silently: remove one of the two, or correct its name. Two streams (connectors, exporters) need two labels.',
)

export const INVALID_KEY = errorCode(
  'STRM1111',
  'Invalid key',
  'Keys are words or strings. YAML also allows lists, maps and empty keys ("? [a, b]"), which a configuration never needs. Often there is a stray colon at the beginning of a line or inside { }.',
)

export const MERGE_KEY = errorCode(
  'STRM1112',
  'Merge key',
  'The key "<<", which copies the keys of another map, was dropped from YAML with version 1.2. An alias for a whole value still works (kafka: *defaults); for maps that differ in a few keys use the function merge in a template, or write the keys out.',
)

export const UNKNOWN_ALIAS = errorCode(
  'STRM1113',
  'Unusable alias',
  'An alias (*name) stands for the value that an anchor (&name) before it names. The anchor must be in the same file, above the alias, and not around it. If the text begins with an asterisk and is not an alias, put it in quotes.',
)

export const ALIAS_TOO_LARGE = errorCode(
  'STRM1114',
  'Aliases stand for too much',
  'Aliases of lists that hold aliases multiply: a few lines can stand for billions of values. The number of values that all aliases of a file stand for is therefore limited. Write the values out, or use for_each to create many similar resources.',
)

export const NESTED_TOO_DEEPLY = errorCode(
  'STRM1115',
  'Nested too deeply',
  'The nesting of maps and lists is limited. No argument of strmctl needs more than a few levels: often brackets are repeated by accident, or the file is not a configuration file at all.',
)

export const INEXACT_NUMBER = errorCode(
  'STRM1116',
  'Number out of range',
  'Whole numbers are exact up to 9007199254740991; beyond that not every number can be stored, and this one would silently become another one. Infinity and "not a number" are not valid for any argument. If it is an identifier rather than a quantity, put it in quotes.',
)

export const UNKNOWN_TAG = errorCode(
  'STRM1117',
  'Unknown tag',
  'A tag (!name) tells a program how to read a value. strmctl knows the tags of the core schema (!!str, !!int, !!float, !!bool, !!null, !!map, !!seq) and no others. For a value from a file or the environment use a template: "${file("secret.txt")}", "${env("NAME")}".',
)

export const SEVERAL_DOCUMENTS = errorCode(
  'STRM1120',
  'More than one document',
  'A line "---" begins another document in the same file. strmctl reads one document per file and all files of the directory together: put each document into a file of its own, or remove the line if it separates nothing.',
)

export const YAML_VERSION = errorCode(
  'STRM1121',
  'Unsupported YAML version',
  'Configuration is read as YAML 1.2, where only true and false are booleans and 010 is ten. A file that says %YAML 1.1 expects different rules. Remove the line and check words such as yes, no, on and off.',
)

export const TOP_LEVEL_SHAPE = errorCode(
  'STRM1122',
  'Top level is not a map',
  'A configuration file is a map of sections: streams, data_connectors, batch_exporters, variables, locals, strmctl. Each holds, indented below it, one key for each declared thing. This file holds a list or a single value instead.',
)

export const SECTION_SHAPE = errorCode(
  'STRM1123',
  'Section is not a map',
  'A section is a map by label: below "streams:" there is one key for each stream, and below that its arguments, each level indented further than the one above. Lists ("- name: demo") are not used here: the key is the name. For example:\n\n  streams:\n    demo:\n      directory: { path: streams/demo }',
)

/** Those after which it is not certain what belongs to what, or what the file declares. */
export const STRUCTURE_CODES: ReadonlySet<string> = new Set(
  [
    YAML_SYNTAX,
    YAML_INDENTATION,
    YAML_TAB,
    NESTED_MAPPING,
    UNQUOTED_TEMPLATE,
    UNCLOSED_QUOTE,
    INVALID_KEY,
    MERGE_KEY,
    NESTED_TOO_DEEPLY,
    SEVERAL_DOCUMENTS,
    TOP_LEVEL_SHAPE,
    SECTION_SHAPE,
  ].map(({ code }) => code),
)

/** Every mistake the YAML front end can report. */
export const YAML_CODES: readonly DiagnosticCode[] = [
  YAML_SYNTAX,
  YAML_INDENTATION,
  YAML_TAB,
  NESTED_MAPPING,
  UNQUOTED_TEMPLATE,
  UNCLOSED_QUOTE,
  INVALID_YAML_ESCAPE,
  DUPLICATE_KEY,
  INVALID_KEY,
  MERGE_KEY,
  UNKNOWN_ALIAS,
  ALIAS_TOO_LARGE,
  NESTED_TOO_DEEPLY,
  INEXACT_NUMBER,
  UNKNOWN_TAG,
  SEVERAL_DOCUMENTS,
  YAML_VERSION,
  TOP_LEVEL_SHAPE,
  SECTION_SHAPE,
]
