import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { IMPORT_TABLE, PURE_SUBFOLDERS, VARIANT_FOLDERS } from './tooling/import-table.ts'
import { sourceFiles } from './tooling/source-files.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

test('src/README.md gives every folder of the import table with what it may import', async (t) => {
  const rows = (await mapRows()).filter(({ imports }) => imports !== undefined)
  const told = Object.fromEntries(rows.map(({ folder, imports }) => [folder, imports]))
  t.deepEqual(told, Object.fromEntries(Object.entries(IMPORT_TABLE).map(([folder, seen]) => [folder, asCell(seen)])))
})

test('src/README.md names the folders of src that exist, each once', async (t) => {
  const named = (await mapRows()).map(({ folder }) => folder)
  const existing = (await foldersOfSource()).map((folder) => asNamed(folder, named))
  t.deepEqual(named.toSorted(), [...new Set(existing)].toSorted())
})

/** One line `x/<name>/` stands for every folder directly below `x` that has no line of its own. */
function asNamed(folder: string, named: readonly string[]): string {
  const pattern = `${dirname(folder)}/<name>`
  return !named.includes(folder) && named.includes(pattern) ? pattern : folder
}

test('the import table names only folders that exist', async (t) => {
  const existing = await foldersOfSource()
  const named = [...Object.keys(IMPORT_TABLE), ...Object.keys(PURE_SUBFOLDERS), ...VARIANT_FOLDERS]
  t.deepEqual(
    named.filter((folder) => !existing.includes(folder)),
    [],
  )
})

interface MapRow {
  readonly folder: string
  /** The right column; absent in the table of inner folders. */
  readonly imports: string | undefined
}

async function mapRows(): Promise<readonly MapRow[]> {
  const text = await readFile(new URL('../src/README.md', import.meta.url), 'utf8')
  return text.split('\n').flatMap((line) => {
    const [first, , third] = line.split('|').slice(1, -1)
    const folder = /^ `([a-z0-9-/<>]+)\/` *$/.exec(first ?? '')?.[1]
    return folder === undefined ? [] : [{ folder, imports: third?.trim() }]
  })
}

function asCell(seen: readonly string[] | 'everything'): string {
  if (seen === 'everything') return seen
  return seen.length === 0 ? '—' : seen.join(' ')
}

/** Every folder of src with a TypeScript file in or below it. */
async function foldersOfSource(): Promise<readonly string[]> {
  const folders = (await sourceFiles(repository)).flatMap((file) => ancestors(dirname(file)))
  return [...new Set(folders)].map((folder) => folder.replace(/^src\/?/, '')).filter((folder) => folder !== '')
}

function ancestors(folder: string): readonly string[] {
  return folder === '.' ? [] : [folder, ...ancestors(dirname(folder))]
}
