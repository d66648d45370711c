import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const UNKNOWN_NAME = errorCode(
  'STRM1400',
  'Unknown name',
  'An expression begins with a name that means nothing at this place. Names that can be used are the groups var (variables), local (locals), the resource kinds (stream, data_connector, batch_exporter), each and count inside blocks that have for_each or count, and the names that a surrounding "for" introduces. A text needs quotes: write name = "events" and not name = events.',
)

export const UNDECLARED_REFERENCE = errorCode(
  'STRM1401',
  'Reference to something undeclared',
  'The expression names a variable, a local or a resource that the configuration does not declare. For example var.bucket needs a block variable "bucket" in one of the files of the configuration. Correct the spelling, or declare what is named. Names are case-sensitive.',
)

export const INCOMPLETE_REFERENCE = errorCode(
  'STRM1402',
  'Incomplete reference',
  'Words such as var, local, each or stream are no values: they stand for a group of values, and one of the group must be named with a dot and its name, for example var.bucket or stream.demo. The name must be written out, so that what an expression depends on is known before anything is evaluated: var[local.name] is not possible. Use a variable or local that is an object for that: local.buckets[local.name].',
)

export const UNSUPPORTED_ATTRIBUTE = errorCode(
  'STRM1403',
  'Unsupported attribute',
  'The value before the dot has no attribute of that name, or no attributes at all. Only objects and references to resources have attributes; the elements of a list are read by position, list[0], and an attribute of all elements with a splat, list[*].name. A resource with count is a list of resources, one with for_each an object with a resource for each key. Use lookup(object, "name", default) or try(object.name, default) for an attribute that may be absent.',
)

export const INVALID_INDEX = errorCode(
  'STRM1404',
  'Invalid index',
  'What stands in brackets does not fit the value before them. A list has a whole number from 0 to its length minus one, an object the text of one of its keys; sets and simple values have no index. Use element(list, n) to count round, lookup(object, key, default) or try(…) where an element may be absent.',
)

export const NULL_VALUE = errorCode(
  'STRM1405',
  'Null where a value is needed',
  'An expression uses a value that is null, which means "not set": it has no attributes, no elements and cannot be calculated with or put into a text. Often a variable without a value and with default = null is the reason. Give it a value, or say what counts instead: coalesce(var.name, "default"), or var.name == null ? … : ….',
)

export const INVALID_TEMPLATE_VALUE = errorCode(
  'STRM1406',
  'Invalid value in a text',
  'Only strings, numbers and bools can stand in ${…} inside a text. A list or an object has no single way to be written: choose one with join(", ", list) or jsonencode(value). Of a resource one attribute must be named: "${stream.demo.name}". A text that consists of nothing but one ${…} gives the value itself, whatever it is.',
)

export const INVALID_OPERAND = errorCode(
  'STRM1407',
  'Invalid operand',
  'An operator got a value of a type it cannot work with. + - * / % and < > <= >= take numbers, && || and ! take bools; texts that spell one ("5", "true") are converted. Texts are joined by writing them into one, "${a}-${b}", lists with concat(a, b), objects with merge(a, b).',
)

export const DIVISION_BY_ZERO = errorCode(
  'STRM1408',
  'Division by zero',
  'The right side of / or % is 0. Guard the division with a condition: var.n == 0 ? 0 : var.total / var.n.',
)

export const NUMBER_OUT_OF_RANGE = errorCode(
  'STRM1409',
  'Number out of range',
  'Numbers are kept as 64-bit floating point, in which whole numbers are exact from -9007199254740991 to 9007199254740991. A larger one would silently become another number, so it is an error. Write long identifiers as texts in quotes.',
)

export const INVALID_CONDITION = errorCode(
  'STRM1410',
  'Invalid condition',
  'The condition of a ? b : c, of "if" in a for expression or of %{ if } in a text must be true or false. Compare explicitly: length(var.list) > 0, var.name != "", var.x != null.',
)

export const NOT_ITERABLE = errorCode(
  'STRM1411',
  'Cannot iterate over this value',
  'A for expression, %{ for } in a text and the expansion f(list...) go over the elements of a list or a set; "for" goes over objects too. To treat a single value as a list of one use a splat, value[*], which also makes an empty list of null.',
)

export const INVALID_KEY = errorCode(
  'STRM1412',
  'Invalid object key',
  'Keys of an object are texts; numbers and bools are converted, other values and null cannot be keys. A key that shall be computed stands in parentheses, { (var.name) = 1 }; without them the name itself is the key.',
)

export const DUPLICATE_KEY = errorCode(
  'STRM1413',
  'Duplicate object key',
  'The same key appears twice in an object, so one of the two values would be lost. Remove one. In a for expression, { for s in list : s.kind => s... } with the three dots collects the values of equal keys in a list.',
)

export const TOO_DEEP = errorCode(
  'STRM1414',
  'Nested too deeply',
  'An expression is nested more than 1000 or a value more than 500 levels deep. Nobody writes that by hand: look for generated text or a list that contains itself step by step. Split it with locals.',
)

export const UNKNOWN_FUNCTION = errorCode(
  'STRM1420',
  'Unknown function',
  'There is no function of that name. Names are lower case without underscores, such as jsonencode, trimprefix or startswith. Functions cannot be defined in the configuration.',
)

export const ARGUMENT_COUNT = errorCode(
  'STRM1421',
  'Wrong number of arguments',
  'A function is called with fewer or more arguments than it takes. To hand over the elements of a list one by one put three dots behind it: max(var.numbers...).',
)

export const INVALID_ARGUMENT = errorCode(
  'STRM1422',
  'Invalid function argument',
  'A function got an argument of the wrong type or with a value that it cannot work with; the message says which argument and what it needs. Texts that spell a number or a bool are converted, and the other way round; convert explicitly with tostring, tonumber, tobool, tolist, toset or tomap where that is meant.',
)

export const FUNCTION_FAILED = errorCode(
  'STRM1423',
  'Function call failed',
  'The arguments are of the right types but have no result together. Where that is expected, try(expression, other) gives the other value, and can(expression) tells whether there is a result.',
)

/** Every code of the evaluator and the functions, for `strmctl explain`. */
export const EVALUATE_CODES: readonly DiagnosticCode[] = [
  UNKNOWN_NAME,
  UNDECLARED_REFERENCE,
  INCOMPLETE_REFERENCE,
  UNSUPPORTED_ATTRIBUTE,
  INVALID_INDEX,
  NULL_VALUE,
  INVALID_TEMPLATE_VALUE,
  INVALID_OPERAND,
  DIVISION_BY_ZERO,
  NUMBER_OUT_OF_RANGE,
  INVALID_CONDITION,
  NOT_ITERABLE,
  INVALID_KEY,
  DUPLICATE_KEY,
  TOO_DEEP,
  UNKNOWN_FUNCTION,
  ARGUMENT_COUNT,
  INVALID_ARGUMENT,
  FUNCTION_FAILED,
]
