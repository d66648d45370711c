import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { renderDiagnostics } from '../../src/cli/views/human/diagnostic.ts'
import type { CommandLineVariable } from '../../src/desired/configuration.ts'
import { matchesGolden } from '../golden.ts'
import { readFiles } from './read-files.ts'

const CASES = join(import.meta.dirname, 'cases')
const WIDTH = 100

/** What a case is given besides its files. */
interface Given {
  readonly commandLine?: readonly CommandLineVariable[]
  readonly environment?: { readonly [name: string]: string }
}

const names = (await readdir(CASES)).toSorted()

test('the cases are many', (t) => {
  t.true(names.length >= 60, `${names.length} cases`)
})

for (const name of names) {
  test(`readConfiguration() tells what is wrong: ${name.replaceAll('-', ' ')}`, async (t) => {
    const folder = join(CASES, name)
    const { 'given.json': given = '{}', ...files } = await readFolder(folder)
    const { diagnostics, sources, sensitiveRanges } = readFiles(files, JSON.parse(given) as Given)
    const options = { width: WIDTH, color: false, hidden: sensitiveRanges }
    const rendered = renderDiagnostics(diagnostics, sources, options)
    t.notRegex(rendered, /hunter2/)
    await matchesGolden(t, join(folder, 'expected.txt'), rendered)
  })
}

async function readFolder(folder: string): Promise<{ readonly [name: string]: string }> {
  const found = (await readdir(folder)).filter((file) => file !== 'expected.txt')
  return Object.fromEntries(
    await Promise.all(found.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)),
  )
}
