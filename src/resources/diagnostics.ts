import type { DiagnosticCode } from '../model/diagnostic.ts'

export const NAME_NOT_ALLOWED: DiagnosticCode = {
  code: 'STRM1500',
  severity: 'error',
  summary: 'Name is not allowed',
  explanation:
    'The name of a resource is seen outside: in lists, in commands and, for a stream, in the key of every object. So it has 1 to 100 characters, only letters, digits, "_", "-" and ".", and does not begin with "-" or ".". Without `name` the label is used; an instance of `for_each` gets its key after a dash, so a key such as "eu/west" needs a name written for it: `name = "events-${replace(each.key, "/", "-")}"`.',
}

export const NAME_USED_TWICE: DiagnosticCode = {
  code: 'STRM1501',
  severity: 'error',
  summary: 'Name is used twice',
  explanation:
    'Two resources of one kind have the same `name`, or one has a name that is the label of another. Commands such as `strmctl get stream NAME` could not tell them apart, and two streams with one name would write the same object keys. Give one of them another name. Resources of different kinds may share a name.',
}

export const NO_VARIANT: DiagnosticCode = {
  code: 'STRM1502',
  severity: 'error',
  summary: 'Missing variant block',
  explanation:
    'A data connector needs a block that says what kind of place it is, for example `local_directory { path = "out" }`. Without it there is nowhere to write to. A stream may go without: it is then an embedded one, a directory of files.',
}

export const MORE_THAN_ONE_VARIANT: DiagnosticCode = {
  code: 'STRM1503',
  severity: 'error',
  summary: 'More than one variant block',
  explanation:
    'A stream or data connector is exactly one thing: a stream is a `kafka` topic or a `directory`, a data connector one place. Here two such blocks stand in one resource. Keep one of them and declare a second resource for the other.',
}

export const CONNECTOR_NOT_CHOSEN: DiagnosticCode = {
  code: 'STRM1504',
  severity: 'error',
  summary: 'Data connector is not chosen',
  explanation:
    'A batch exporter may leave `data_connector` out only when the configuration has exactly one data connector. With none there is nowhere to write to; with several strmctl does not guess. Write `data_connector = data_connector.NAME`.',
}

export const KEY_TOO_LONG: DiagnosticCode = {
  code: 'STRM1505',
  severity: 'error',
  summary: 'Object keys would be too long',
  explanation:
    'The key of an object is the path prefix, the time, the stream name and the list of partitions: `events/2021-03-26T09:56:30.250-demo---0-1-2.jsonl`. Stores limit its length in UTF-8 bytes (1,024 for S3), file systems also each part between slashes (255). It is computed here for the longest list of partitions that one object may have, so that no export fails later. Shorten the path prefix or the name of the stream.',
}

export const KEYS_COULD_MEET: DiagnosticCode = {
  code: 'STRM1506',
  severity: 'error',
  summary: 'Two batch exporters would write the same object keys',
  explanation:
    'Two batch exporters read the same stream and write to the same place below the same path prefix. The keys of their objects hold only the time, the stream and the partitions, so two objects could get the same key, and the second exporter would stop with an error when that happens. Give one of them another `path_prefix`, or another data connector.',
}

export const GROUP_SHARED: DiagnosticCode = {
  code: 'STRM1507',
  severity: 'error',
  summary: 'One consumer group for several batch exporters',
  explanation:
    'What an exporter has exported is kept in its consumer group, so each exporter needs one of its own. By default it has one; `group` in the `kafka` block of a stream gives a name, which only one exporter can use. Here several exporters would share it, by one stream or by two. Leave `group` out, or declare another stream of the same topic with another `group` for each exporter.',
}

export const VALUE_MAY_ONLY_GROW: DiagnosticCode = {
  code: 'STRM1508',
  severity: 'error',
  summary: 'Value can only be raised',
  explanation:
    'The number of partitions of a stream can grow but not shrink: events in a partition that is no longer read would never be exported, silently. Write the number that was applied, or a larger one. To start over with fewer partitions, declare a new stream.',
}

export const SETTINGS_DISAGREE: DiagnosticCode = {
  code: 'STRM1509',
  severity: 'error',
  summary: 'Settings do not go together',
  explanation:
    'Each of the settings is allowed by itself, but not with the others beside it: two ways to log in where only one can be used, or half of one, such as an access key without its secret or a certificate without its private key. Keep what is meant and remove the rest.',
}

export const RESOURCES_CODES: readonly DiagnosticCode[] = [
  NAME_NOT_ALLOWED,
  NAME_USED_TWICE,
  NO_VARIANT,
  MORE_THAN_ONE_VARIANT,
  CONNECTOR_NOT_CHOSEN,
  KEY_TOO_LONG,
  KEYS_COULD_MEET,
  GROUP_SHARED,
  VALUE_MAY_ONLY_GROW,
  SETTINGS_DISAGREE,
]
