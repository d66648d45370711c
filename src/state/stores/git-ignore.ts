import { basename, dirname, join } from 'node:path'
import { createDurably } from '../../io/disk/create-durably.ts'
import type { LocalPlace } from './local-place.ts'

/** Keeps the state out of the version control of whoever did not think of it: makes `.gitignore` in its directory, unless there is one. */
export async function writeGitIgnore({ path, files }: LocalPlace): Promise<void> {
  const name = basename(path)
  const text = `# The state of strmctl may hold secrets, and belongs to one place at a time.\n/${name}\n/${name}.*\n/.strmctl-*.tmp\n`
  await createDurably(join(dirname(path), '.gitignore'), [Buffer.from(text)], { files })
}
