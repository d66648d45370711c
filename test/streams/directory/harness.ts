import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FieldValues } from '../../../src/model/fields.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import type { StreamHarness } from '../harness.ts'

/** The directory of applied settings. */
export function pathOf(settings: FieldValues): string {
  const path = settings['path']
  if (typeof path !== 'string') throw new Error('No path')
  return path
}

export const directoryHarness: StreamHarness = {
  prepare: async (t, partitions) => {
    const path = join(await temporaryDirectory(t), 'streams', 'demo')
    return {
      settings: { path, partitions },
      withPartitions: (other) => ({ path, partitions: other }),
      produce: (partition, values) =>
        appendFile(join(path, `partition-${partition}.jsonl`), values.map((value) => `${value}\n`).join('')),
    }
  },
}
