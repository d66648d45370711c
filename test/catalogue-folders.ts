import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The folders below a folder of src, as the block names of a catalogue. */
export async function variantFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(fileURLToPath(new URL(`../src/${folder}`, import.meta.url)), { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => name.replaceAll('-', '_')).toSorted()
}
