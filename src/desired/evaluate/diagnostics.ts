import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const UNKNOWN_NAME = errorCode(
  'STRM1400',
  'Unknown name',
  'An expression begins with a name that has no meaning here. Names that can be used are the groups var (variables), local (locals), the resource kinds (stream, data_connector, batch_exporter), each and count inside blocks that have for_each or count, and the names that a surrounding "for" introduces. A string needs quotes: write name = "events" and not name = events.',
)

export const UNDECLARED_REFERENCE = errorCode(
  'STRM1401',
  'Reference to something undeclared',
  'The expression names a variable, a local or a resource that the configuration does not declare. For example var.bucket needs a block variable "bucket" in one of the files of the configuration. Correct the spelling, or declare it. Names are case-sensitive.',
)

export const INCOMPLETE_REFERENCE = errorCode(
  'STRM1402',
  'Incomplete reference',
  'Words such as var, local, each or stream are not values: each stands for a group of values, and a member of the group is written with a dot and its name, for example var.bucket or stream.demo. The name must be written out, so that what an expression depends on is known before anything is evaluated: var[local.name] is not possible. Use a variable or local that is an object for that: local.buckets[local.name].',
)

export const UNSUPPORTED_ATTRIBUTE = errorCode(
  'STRM1403',
  'Unsupported attribute',
  'The value before the dot has no attribute of that name, or no attributes at all. Only objects and references to resources have attributes; the elements of a list are read by position, list[0], and one attribute of all elements with a splat, list[*].name. A resource with count is a list of resources, one with for_each an object with a resource for each key. Use lookup(object, "name", default) or try(object.name, default) for an attribute that may be absent.',
)

export const INVALID_INDEX = errorCode(
  'STRM1404',
  'Invalid index',
  'The index in brackets does not fit the value before them. The index of a list is a whole number from 0 to its length minus one, the index of an object is one of its keys; sets and simple values have no index. Use element(list, n) to wrap around, lookup(object, key, default) or try(…) where an element may be absent.',
)

export const NULL_VALUE = errorCode(
  'STRM1405',
  'Null where a value is needed',
  'An expression uses a value that is null, which means "not set": it has no attributes and no elements, and cannot be used in arithmetic or in a template. Often the reason is a variable with default = null that was given no value. Give it a value, or provide a fallback: coalesce(var.name, "default"), or var.name == null ? … : ….',
)

export const INVALID_TEMPLATE_VALUE = errorCode(
  'STRM1406',
  'Invalid value in a template',
  'Only strings, numbers and bools can be used in ${…} inside a string. A list or an object has no single text form: choose one with join(", ", list) or jsonencode(value). Of a resource one attribute must be named: "${stream.demo.name}". A string that consists of a single ${…} is the value itself, whatever its type.',
)

export const INVALID_OPERAND = errorCode(
  'STRM1407',
  'Invalid operand',
  'An operator was given a value of a type it does not support. + - * / % and < > <= >= take numbers, && || and ! take bools; strings that spell one ("5", "true") are converted. Strings are joined with a template, "${a}-${b}", lists with concat(a, b), objects with merge(a, b).',
)

export const DIVISION_BY_ZERO = errorCode(
  'STRM1408',
  'Division by zero',
  'The right side of / or % is 0. Guard the division with a condition: var.n == 0 ? 0 : var.total / var.n.',
)

export const NUMBER_OUT_OF_RANGE = errorCode(
  'STRM1409',
  'Number out of range',
  'Numbers are stored as 64-bit floating point, in which whole numbers are exact from -9007199254740991 to 9007199254740991. A larger one would silently become another number, so it is an error. Write long identifiers as strings in quotes.',
)

export const INVALID_CONDITION = errorCode(
  'STRM1410',
  'Invalid condition',
  'The condition of a ? b : c, of "if" in a for expression or of %{ if } in a template must be true or false. Compare explicitly: length(var.list) > 0, var.name != "", var.x != null.',
)

export const NOT_ITERABLE = errorCode(
  'STRM1411',
  'Cannot iterate over this value',
  'A for expression, %{ for } in a template and the expansion f(list...) iterate over the elements of a list or a set; "for" iterates over objects too. To treat a single value as a list of one use a splat, value[*], which also turns null into an empty list.',
)

export const INVALID_KEY = errorCode(
  'STRM1412',
  'Invalid object key',
  'Keys of an object are strings; numbers and bools are converted, other values and null cannot be keys. A computed key is written in parentheses, { (var.name) = 1 }; without them the name itself is the key.',
)

export const DUPLICATE_KEY = errorCode(
  'STRM1413',
  'Duplicate object key',
  'The same key appears twice in an object, so one of the two values would be lost. Remove one. In a for expression, { for s in list : s.kind => s... } with the three dots collects the values of equal keys in a list.',
)

export const TOO_DEEP = errorCode(
  'STRM1414',
  'Nested too deeply',
  'An expression is nested more than 1000 or a value more than 500 levels deep. This is rarely written by hand: look for generated text or a list that keeps containing itself. Split the expression with locals.',
)

export const UNKNOWN_FUNCTION = errorCode(
  'STRM1420',
  'Unknown function',
  'There is no function of that name. Names are lower case without underscores, such as jsonencode, trimprefix or startswith. Functions cannot be defined in the configuration.',
)

export const ARGUMENT_COUNT = errorCode(
  'STRM1421',
  'Wrong number of arguments',
  'A function is called with fewer or more arguments than it takes. To pass the elements of a list as separate arguments put three dots after it: max(var.numbers...).',
)

export const INVALID_ARGUMENT = errorCode(
  'STRM1422',
  'Invalid function argument',
  'A function was given an argument of the wrong type or with a value that it does not support; the message says which argument and what it needs. Strings that spell a number or a bool are converted, and vice versa; convert explicitly with tostring, tonumber, tobool, tolist, toset or tomap where you need that.',
)

export const FUNCTION_FAILED = errorCode(
  'STRM1423',
  'Function call failed',
  'The arguments have the right types, but the function has no result for them. Where that is expected, try(expression, other) returns the other value, and can(expression) says whether there is a result.',
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
