import type { Fields } from '../../model/fields.ts'

/** More files than this are a mistake: every exporter looks at each of them. */
const MOST_PARTITIONS = 1024

/** Fields of the `directory` block. */
export const DIRECTORY_FIELDS: Fields = {
  path: {
    kind: 'field',
    value: { type: 'path' },
    doc: 'Directory of the partition files `partition-<n>.jsonl`. Made when it is absent. Must be on a local disk.',
    required: true,
    min: 1,
    forcesReplacement: true,
  },
  partitions: {
    kind: 'field',
    value: { type: 'integer' },
    doc: 'Number of partition files. May be raised later, never lowered.',
    default: 1,
    min: 1,
    max: MOST_PARTITIONS,
    onlyGrows: true,
  },
}

/** Settings of a stream that has no variant block. */
export function directoryDefaults(label: string): { readonly path: string; readonly partitions: number } {
  return { path: `streams/${label}`, partitions: 1 }
}
