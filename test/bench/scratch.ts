import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs `use` in a new directory that is removed afterwards. BENCH_DIRECTORY says where, for a disk of its own. */
export async function inScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(process.env['BENCH_DIRECTORY'] ?? tmpdir(), 'strmctl-bench-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
