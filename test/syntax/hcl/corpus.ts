import { readdirSync, readFileSync } from 'node:fs'

export interface CorpusFile {
  readonly name: string
  readonly text: string
}

/** Valid files that between them hold every construct of the language. */
export const CORPUS: readonly CorpusFile[] = readFolder(new URL('corpus/', import.meta.url))

function readFolder(folder: URL): readonly CorpusFile[] {
  const names = readdirSync(folder).toSorted()
  return names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}
