import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { DesiredResource } from '../../src/model/desired-resource.ts'
import { formatAddress } from '../../src/model/address.ts'
import { isConfigurationFile } from '../../src/desired/file-role.ts'
import { readFiles } from './read-files.ts'

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples')

const names = (await readdir(EXAMPLES)).toSorted()

test('there are examples', (t) => {
  t.true(names.includes('quickstart'))
  t.true(names.length >= 3)
})

for (const name of names) {
  test(`readConfiguration() gives the same for the example "${name}" in HCL and in YAML`, async (t) => {
    const inHcl = await readExample(join(EXAMPLES, name))
    const inYaml = await readExample(join(EXAMPLES, name, 'yaml'))
    t.true(inHcl.length > 0)
    t.deepEqual(inYaml, inHcl)
  })
}

interface Said extends Pick<DesiredResource, 'kind' | 'fields' | 'preventDestroy'> {
  readonly address: string
  readonly needs: readonly string[]
}

/** What an example says, but for where and in which order it says it. */
async function readExample(folder: string): Promise<readonly Said[]> {
  const found = (await readdir(folder)).filter(isConfigurationFile)
  const files = await Promise.all(
    found.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const),
  )
  const { resources, diagnostics } = readFiles(Object.fromEntries(files))
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, null, 2))
  return resources.map(withoutPlaces).toSorted((a, b) => (a.address < b.address ? -1 : 1))
}

function withoutPlaces({ address, kind, fields, dependencies, preventDestroy }: DesiredResource): Said {
  const needs = dependencies.map(({ on }) => formatAddress(on))
  return { address: formatAddress(address), kind, fields, needs, preventDestroy }
}
