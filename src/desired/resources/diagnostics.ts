import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const INVALID_DEPENDS_ON = errorCode(
  'STRM1263',
  'Invalid dependency',
  'The argument depends_on is a list of resources that must be there first, written as references: depends_on = [stream.demo]. In YAML they are text: depends_on: [stream.demo]. References in other arguments are dependencies already and need not be repeated.',
)

export const INVALID_FOR_EACH = errorCode(
  'STRM1270',
  'Invalid for_each',
  'The argument for_each takes a map (one instance for each key, each.value is its value) or a set or list of different texts (one instance for each, each.key and each.value are the text). The keys become part of the addresses, stream.demo["eu"], so they must be texts, not empty, and not sensitive.',
)

export const INVALID_COUNT = errorCode(
  'STRM1271',
  'Invalid count',
  'The argument count takes a whole number from 0 upwards: so many instances are made, stream.demo[0], stream.demo[1] and so on, and count.index is the number of each. To make one instance or none: count = var.enabled ? 1 : 0.',
)

export const COUNT_AND_FOR_EACH = errorCode(
  'STRM1272',
  'Both count and for_each',
  'A resource is repeated in one way only: by number with count, or by key with for_each. Prefer for_each where the instances have names: removing one then leaves the others as they are.',
)

export const INVALID_LIFECYCLE = errorCode(
  'STRM1273',
  'Invalid lifecycle argument',
  'The block "lifecycle" takes prevent_destroy = true or false: whether a plan that would delete the resource is refused.',
)

export const RESOURCES_DECODE_CODES: readonly DiagnosticCode[] = [
  INVALID_DEPENDS_ON,
  INVALID_FOR_EACH,
  INVALID_COUNT,
  COUNT_AND_FOR_EACH,
  INVALID_LIFECYCLE,
]
