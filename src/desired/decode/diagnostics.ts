import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const WRONG_TYPE = errorCode(
  'STRM1240',
  'Wrong type of value',
  'The argument takes a value of a different type. Where it is unambiguous, values are converted: the string "5" becomes the number 5 and vice versa, "true" becomes true. Nothing else is converted: a list is written in brackets, an object in braces, a reference without quotes.',
)

export const OUT_OF_RANGE = errorCode(
  'STRM1241',
  'Value out of range',
  'The value has the right type but lies outside the bounds of the argument; the message names both. Durations and sizes may be written in any unit: "90s" and "1m30s" are the same.',
)

export const INVALID_DURATION = errorCode(
  'STRM1242',
  'Invalid duration',
  'A duration is a string with a unit after every number: "90s", "15m", "1h30m", "250ms", "1d". Units are ms, s, m, h and d. A number alone would not say whether it means seconds or milliseconds.',
)

export const INVALID_SIZE = errorCode(
  'STRM1243',
  'Invalid size',
  'A size is a number of bytes, or a string with a unit: "64MiB", "500kB", "1.5GB". KiB, MiB, GiB and TiB are powers of 1024, kB, MB, GB and TB powers of 1000. It must come to a whole number of bytes.',
)

export const NOT_A_CHOICE = errorCode(
  'STRM1244',
  'Value is not one of the choices',
  'The argument takes one of a few words, which the message lists. They are written exactly as shown, capital letters included.',
)

export const INVALID_VALUE = errorCode(
  'STRM1245',
  'Invalid value',
  'The value has the right type but breaks a rule of this argument; the message says which one and what to write instead.',
)

export const PUBLIC_SECRET = errorCode(
  'STRM1246',
  'Sensitive value in a public argument',
  'A value that is sensitive, or derived from something sensitive, was given to an argument that others can see: names, paths, prefixes and times appear in object keys, in directory names and in listings. strmctl encrypts secrets in its state and masks them wherever it prints, but the name of an object is not secret. Arguments that say how to log in (passwords, keys, users) take sensitive values. If the value may be seen, say so with nonsensitive(...).',
)

export const UNDECLARED_RESOURCE = errorCode(
  'STRM1260',
  'Reference to an undeclared resource',
  'The argument names a resource by its label, and no file of the configuration declares one of that kind with that label. Labels are case-sensitive. Use the label, not the argument "name".',
)

export const WRONG_KIND = errorCode(
  'STRM1261',
  'Reference to the wrong kind of resource',
  'The argument refers to one kind of resource, and the given reference leads to a different one: the stream of an exporter must be a stream, its data_connector a data connector.',
)

export const INSTANCE_NOT_CHOSEN = errorCode(
  'STRM1262',
  'Several instances where one is needed',
  'The resource has for_each or count, so its label stands for all of its instances. Choose one of them: stream.demo["eu"] for for_each, stream.demo[0] for count. In a block with for_each of its own that is often stream.demo[each.key].',
)

export const DECODE_CODES: readonly DiagnosticCode[] = [
  WRONG_TYPE,
  OUT_OF_RANGE,
  INVALID_DURATION,
  INVALID_SIZE,
  NOT_A_CHOICE,
  INVALID_VALUE,
  PUBLIC_SECRET,
  UNDECLARED_RESOURCE,
  WRONG_KIND,
  INSTANCE_NOT_CHOSEN,
]
