import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import test from 'ava'
import type { StateStore } from '../../../../src/model/state.ts'
import { stateKeys } from '../../../../src/state/secrets/state-keys.ts'
import { openStateStore } from '../../../../src/state/open-state-store.ts'
import { LocalBackend } from '../../../../src/state/stores/local/local-backend.ts'
import { systemClock } from '../../../streams/system-clock.ts'
import { temporaryDirectory } from '../../../temporary-directory.ts'
import { CANARY, connector, done, gone, secretConnector } from '../../resources.ts'
import { LocalWorld } from './local-world.ts'

function openOnDisk(directory: string): StateStore {
  const path = join(directory, 'state', 'strmctl.state.json')
  return openStateStore(new LocalBackend({ path, clock: systemClock }), {
    uuid: randomUUID,
    keys: stateKeys({ HOME: join(directory, 'home') }),
    release: '0.1.0',
    warn: () => {},
  })
}

async function applyOnce(directory: string): Promise<void> {
  const store = openOnDisk(directory)
  const locked = await store.lock({ operation: 'apply', timeoutMs: 0, signal: new AbortController().signal })
  await locked.record(done(secretConnector('a')))
  await locked.record(done(connector('b')))
  await locked.release()
  await store.close()
}

test('state file and journal are for their owner alone, and nothing temporary is left', async (t) => {
  const directory = await temporaryDirectory(t)
  await applyOnce(directory)
  const state = join(directory, 'state')
  t.deepEqual((await readdir(state)).toSorted(), ['.gitignore', 'strmctl.state.json', 'strmctl.state.json.journal'])
  for (const path of ['strmctl.state.json', 'strmctl.state.json.journal/journal-1.log'])
    t.is((await stat(join(state, path))).mode & 0o777, 0o600)
  t.deepEqual(await readdir(join(state, 'strmctl.state.json.journal')), ['journal-1.log'])
})

test('no byte of a secret is in any file', async (t) => {
  const directory = await temporaryDirectory(t)
  await applyOnce(directory)
  const names = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  t.true(files.length >= 4)
  for (const file of files) t.false((await readFile(file, 'latin1')).includes(CANARY), file)
})

test('.gitignore names the files of the state, and one that is there is left as it is', async (t) => {
  const world = new LocalWorld()
  await (await world.start().lock()).release()
  t.is(
    world.file('.gitignore'),
    '# The state of strmctl may hold secrets, and belongs to one place at a time.\n/strmctl.state.json\n/strmctl.state.json.*\n/.strmctl-*.tmp\n',
  )
  const directory = await temporaryDirectory(t)
  await applyOnce(directory)
  await writeFile(join(directory, 'state', '.gitignore'), 'mine\n')
  await applyOnce(directory)
  t.is(await readFile(join(directory, 'state', '.gitignore'), 'utf8'), 'mine\n')
})

test('the state file has a line for each resource and is the same bytes for the same state', async (t) => {
  const [world, other] = [new LocalWorld(), new LocalWorld()]
  const [one, two] = [await world.start().lock(), await other.start().lock()]
  await one.record(done(connector('b')))
  await one.record(done(connector('a')))
  await two.record(done(connector('a')))
  await two.record(done(connector('b')))
  await one.release()
  await two.release()
  t.is(world.file('state.json'), other.file('state.json'))
  t.is(world.file('state.json')?.match(/^\{"address"/gm)?.length, 2)
})

test('each compaction keeps the state file before it as a backup, the last five of them', async (t) => {
  const world = new LocalWorld()
  const serials: number[] = []
  for (let run = 0; run < 8; run++) {
    const process = world.start()
    await process.clock.advance(run * 1000, 1000)
    const locked = await process.lock()
    await locked.record(done(connector('a')))
    await locked.release()
  }
  const backups = world.files().filter((path) => path.endsWith('.backup'))
  for (const path of backups)
    serials.push(Number(/"serial": (\d+)/.exec(world.disk.contents().get(path)?.toString() ?? '')?.[1]))
  t.deepEqual(serials, [3, 4, 5, 6, 7])
  t.regex(backups[0] ?? '', /strmctl\.state\.json\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.backup$/)
})

test('a lock without any step writes no state file and no backup', async (t) => {
  const world = new LocalWorld()
  const first = await world.start().lock()
  await first.record(done(connector('a')))
  await first.release()
  const before = world.files()
  await (await world.start().lock()).release()
  t.deepEqual(world.files(), before)
})

test('a state file alone is enough: without its journal the state goes on from it', async (t) => {
  const directory = await temporaryDirectory(t)
  await applyOnce(directory)
  await rm(join(directory, 'state', 'strmctl.state.json.journal'), { recursive: true })
  const store = openOnDisk(directory)
  t.is((await store.read())?.serial, 2)
  const locked = await store.lock({ operation: 'apply', timeoutMs: 0, signal: new AbortController().signal })
  await locked.record(gone(connector('b')))
  await locked.release()
  t.is((await store.read())?.resources.length, 1)
  t.is((await store.read())?.serial, 3)
  await store.close()
})
