import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** All TypeScript files below `directory/src`, as sorted paths relative to `directory` with forward slashes. */
export async function sourceFiles(directory: string): Promise<string[]> {
  const entries = await readdir(join(directory, 'src'), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}
