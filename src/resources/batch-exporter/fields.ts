import type { Field, Fields } from '../../model/fields.ts'
import type { Catalogues } from '../../model/kind.ts'
import { DEFAULT_FORMAT } from '../../model/object-format.ts'
import { DEFAULT_DECODER } from '../../model/record-decoder.ts'
import { checkPathPrefix } from '../../model/object-key/path-prefix.ts'
import { nameField } from '../names.ts'
import { DEAD_LETTER_PREFIX } from './layout.ts'

const DAY = 24 * 60 * 60
const MIB = 1024 * 1024

/** The fields of a batch exporter. */
export function batchExporterFields({ formats, decoders }: Pick<Catalogues, 'formats' | 'decoders'>): Fields {
  return {
    ...FIELDS,
    format: choice(
      formats,
      (all) =>
        `The format of objects: ${all}. By default \`${DEFAULT_FORMAT}\`; dead letters are always written in that one.`,
    ),
    decoder: choice(
      decoders,
      (all) => `How the values of the stream become records: ${all}. By default \`${DEFAULT_DECODER}\`.`,
    ),
  }
}

/** Without a default, so that exporters from before there was a choice are as they were. */
function choice(catalogue: { readonly [name: string]: { readonly doc: string } }, doc: (all: string) => string): Field {
  const all = Object.entries(catalogue).map(([name, variant]) => `\`${name}\` (${variant.doc})`)
  return { kind: 'field', value: { type: 'string' }, doc: doc(all.join('; ')), oneOf: Object.keys(catalogue) }
}

const FIELDS: Fields = {
  name: nameField('batch exporter'),
  stream: {
    kind: 'field',
    value: { type: 'reference', to: 'stream' },
    doc: 'The stream to read. Another stream makes it another exporter: it is replaced and starts anew.',
    required: true,
    forcesReplacement: true,
  },
  data_connector: {
    kind: 'field',
    value: { type: 'reference', to: 'data_connector' },
    doc: 'The data connector to write to. May be left out when there is exactly one.',
  },
  interval: {
    kind: 'field',
    value: { type: 'duration' },
    doc: 'How often the new events become an object. Batches end at multiples of it since the Unix epoch.',
    default: '60s',
    min: 1,
    max: DAY,
  },
  path_prefix: {
    kind: 'field',
    value: { type: 'string' },
    doc: 'Leading part of every object key, without a slash at its ends. At most 900 characters.',
    default: '',
    max: 900,
    check: checkPathPrefix,
  },
  include_existing_events: {
    kind: 'field',
    value: { type: 'boolean' },
    doc: 'Whether events that were in the stream before the exporter was created are exported too. Counts only then.',
    default: false,
  },
  max_object_bytes: {
    kind: 'field',
    value: { type: 'bytes' },
    doc: 'A batch is closed early when its object would become larger, counted before compression. A single larger event is still written.',
    default: 64 * MIB,
    min: 1024,
    max: 5 * 1024 * MIB,
  },
  max_object_records: {
    kind: 'field',
    value: { type: 'integer' },
    doc: 'A batch is closed early when it has this many events. Without it there is no limit.',
    min: 1,
    max: 1_000_000_000,
  },
  on_invalid_record: {
    kind: 'field',
    value: { type: 'string' },
    doc: 'What happens to a record that the format does not accept, or that has no value: `fail` stops the exporter, `skip` leaves it out and counts it, `dead_letter` writes it to an object of its own below `dead_letter_prefix`.',
    default: 'fail',
    oneOf: ['fail', 'skip', 'dead_letter'],
  },
  dead_letter_prefix: {
    kind: 'field',
    value: { type: 'string' },
    doc: 'What the keys of dead-letter objects begin with, before `path_prefix`, without a slash at its ends. Counts only with `on_invalid_record = "dead_letter"`.',
    default: DEAD_LETTER_PREFIX,
    min: 1,
    max: 900,
    check: checkPathPrefix,
  },
  compression: {
    kind: 'field',
    value: { type: 'string' },
    doc: 'How objects are compressed: `none`, `gzip` (keys end in `.gz`) or `zstd` (`.zst`).',
    default: 'none',
    oneOf: ['none', 'gzip', 'zstd'],
  },
}
