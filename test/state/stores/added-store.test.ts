import { readdir } from 'node:fs/promises'
import test from 'ava'
import { main } from '../../../src/cli/main.ts'
import { STATE_STORES } from '../../../src/state/stores/catalogue.ts'
import { makeProject } from '../../cli/project.ts'
import { MEMORY_STORE } from './memory-store.ts'

/**
 * Places touched to add a store: its folder (`memory-store.ts` stands for it) and one line of the catalogue. Fields, their
 * diagnostics, JSON Schema, reference, lock, journal, secrets and every command follow from those two.
 */
test('a store that is added by its catalogue line alone keeps the state of plan, apply and destroy', async (t) => {
  const directory = await makeProject(t, { 'main.strm.hcl': configuration(t.title) })
  t.is(await run(directory, 'plan', '--detailed-exitcode'), 2)
  t.is(await run(directory, 'apply', '--auto-approve'), 0)
  t.is(await run(directory, 'plan', '--detailed-exitcode'), 0)
  t.is(await run(directory, 'apply', '--auto-approve'), 0)
  t.is(await run(directory, 'list', 'streams'), 0)
  t.deepEqual(await readdir(directory), ['lake', 'main.strm.hcl', 'streams'])
  t.is(await run(directory, 'destroy', '--auto-approve'), 0)
  t.is(await run(directory, 'plan', '--detailed-exitcode'), 2)
})

test('a store that is not in the catalogue is refused with its name', async (t) => {
  const directory = await makeProject(t, { 'main.strm.hcl': configuration('x') })
  t.is(await main(['--chdir', directory, 'plan']), 1)
  t.is(await main(['--chdir', directory, 'list', 'streams']), 1)
})

function run(directory: string, ...words: readonly string[]): Promise<number> {
  return main(['--chdir', directory, ...words], { stateStores: { ...STATE_STORES, ...MEMORY_STORE } })
}

function configuration(place: string): string {
  return `
strmctl {
  state "memory" { name = "${place}" }
}

stream "demo" {
  directory { path = "streams/demo" }
}

data_connector "lake" {
  local_directory { path = "lake" }
}

batch_exporter "lake-demo" {
  stream         = stream.demo
  data_connector = data_connector.lake
}
`
}
