import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A throw-away project: `files` maps paths to contents. The caller removes it. */
export interface SyntheticSource {
  readonly directory: string
  readonly remove: () => Promise<void>
}

export async function syntheticSource(files: Readonly<Record<string, string>>): Promise<SyntheticSource> {
  const directory = await mkdtemp(join(tmpdir(), 'strmctl-source-'))
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) }
}
