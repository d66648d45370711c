import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryDirectory } from '../../temporary-directory.ts'
import type { StreamHarness } from '../harness.ts'

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
