import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const INVALID_DEPENDS_ON = errorCode(
  'STRM1263',
  'Invalid dependency',
  'The argument depends_on is a list of resources that must exist first, written as references: depends_on = [stream.demo]. In YAML they are strings: depends_on: [stream.demo]. References in other arguments are dependencies already and need not be repeated.',
)

export const INVALID_FOR_EACH = errorCode(
  'STRM1270',
  'Invalid for_each',
  'The argument for_each takes a map (one instance for each key, each.value is its value) or a set or list of distinct strings (one instance for each, each.key and each.value are the string). The keys become part of the addresses, stream.demo["eu"], so they must be strings, not empty, and not sensitive.',
)

export const INVALID_COUNT = errorCode(
  'STRM1271',
  'Invalid count',
  'The argument count takes a whole number, 0 or more: that many instances are created, stream.demo[0], stream.demo[1] and so on, and count.index is the number of each. To create one instance or none: count = var.enabled ? 1 : 0.',
)

export const COUNT_AND_FOR_EACH = errorCode(
  'STRM1272',
  'Both count and for_each',
  'A resource is repeated in one way only: by number with count, or by key with for_each. Prefer for_each where the instances have names: removing one then leaves the others unchanged.',
)

export const INVALID_LIFECYCLE = errorCode(
  'STRM1273',
  'Invalid lifecycle argument',
  'The block "lifecycle" takes prevent_destroy = true or false: whether a plan that would delete the resource is rejected.',
)

export const RESOURCES_DECODE_CODES: readonly DiagnosticCode[] = [
  INVALID_DEPENDS_ON,
  INVALID_FOR_EACH,
  INVALID_COUNT,
  COUNT_AND_FOR_EACH,
  INVALID_LIFECYCLE,
]
