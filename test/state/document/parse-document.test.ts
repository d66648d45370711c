import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { Migration } from '../../../src/state/document/migrations.ts'
import { migrate, MIGRATIONS } from '../../../src/state/document/migrations.ts'
import { parseDocument } from '../../../src/state/document/parse-document.ts'
import { digestOf, printDocument } from '../../../src/state/document/state-document.ts'
import { STATE_VERSION, StoredState } from '../../../src/state/document/stored-state.ts'
import { stateKeys } from '../../../src/state/secrets/state-keys.ts'
import { openStateStore } from '../../../src/state/open-state-store.ts'
import { LocalBackend } from '../../../src/state/stores/local/local-backend.ts'
import { systemClock } from '../../streams/system-clock.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { plainState } from '../plain-state.ts'

/** The states of all releases so far load for ever: add one when the version grows, never change one. */
const FIXTURES = Array.from({ length: STATE_VERSION }, (_, index) => `version-${index + 1}`)

function fixture(name: string): Promise<string> {
  return readFile(new URL(`fixtures/${name}/strmctl.state.json`, import.meta.url), 'utf8')
}

for (const name of FIXTURES)
  test(`a state that a release with ${name} wrote loads`, async (t) => {
    const parsed = parseDocument(await fixture(name))
    if (parsed.outcome !== 'state') return t.fail(parsed.outcome)
    const state = parsed.state()
    t.is(state.lineage, '6f1f64d7-9f3e-4b52-a9f6-0a2f3a3c7d11')
    t.is(state.serial, 7)
    t.deepEqual(
      state.resources().map(({ address }) => address),
      ['batch_exporter.events["eu"]', 'data_connector.local', 'stream.demo'],
    )
    t.deepEqual(
      state.pending().map(({ address, action }) => [address, action]),
      [['stream.old', 'delete']],
    )
    t.is(state.encryption?.derivation.name, 'scrypt')
  })

test('what is printed is what was parsed', async (t) => {
  const text = await fixture(`version-${STATE_VERSION}`)
  const parsed = parseDocument(text)
  if (parsed.outcome !== 'state') return t.fail(parsed.outcome)
  t.is(printDocument(parsed.state(), '0.1.0'), text)
})

test('there is a migration from every version before this one', (t) => {
  t.deepEqual(
    MIGRATIONS.map(({ from }) => from),
    Array.from({ length: STATE_VERSION - 1 }, (_, index) => index + 1),
  )
})

test('the secrets of the oldest state still open with its passphrase', async (t) => {
  const directory = await temporaryDirectory(t)
  await writeFile(join(directory, 'strmctl.state.json'), await fixture('version-1'))
  const backend = new LocalBackend({ path: join(directory, 'strmctl.state.json'), clock: systemClock })
  const store = openStateStore(backend, {
    uuid: () => 'unused',
    keys: stateKeys({ STRMCTL_STATE_PASSPHRASE: 'fixture passphrase' }),
    release: '0.1.0',
    warn: () => {},
  })
  const state = await store.read()
  await store.close()
  t.like(plainState(state?.resources.find(({ kind }) => kind === 'data_connector')), {
    fields: { s3_bucket: { credentials: { SECRET: { AccessKeyId: 'id', SecretAccessKey: 'fixture secret' } } } },
  })
})

test('a state of an older version is brought up to date by the migrations one after the other', (t) => {
  const migrations: readonly Migration[] = [
    { from: 2, migrate: ({ older: _, ...rest }) => ({ ...rest, newest: true }) },
    { from: 1, migrate: ({ oldest, ...rest }) => ({ ...rest, older: oldest ?? null }) },
  ]
  t.deepEqual(migrate({ version: 1, oldest: 'x' }, migrations), { version: 3, newest: true })
  t.deepEqual(migrate({ version: 3 }, migrations), { version: 3 })
})

test('a document of an older version is parsed after its migration, with the digest that it was written with', (t) => {
  const members = { version: 0, release: '0.0.1', line: 'old', serial: 3 }
  const digest = digestOf({ members, resources: [], pending: [] })
  const text = JSON.stringify({ ...members, digest, resources: [], pending: [] })
  const migrations: readonly Migration[] = [
    { from: 0, migrate: ({ line, ...rest }) => ({ ...rest, lineage: line ?? '', outputs: {}, encryption: null }) },
  ]
  const parsed = parseDocument(text, migrations)
  t.like(parsed, { outcome: 'state', lineage: 'old', serial: 3 })
  t.is(parseDocument(text.replace('"old"', '"new"'), migrations).outcome, 'altered')
})

test('an empty state is printed in full', (t) => {
  const text = printDocument(new StoredState({ lineage: 'l', serial: 0 }), '0.1.0')
  t.is(
    text,
    '{\n"version": 1,\n"release": "0.1.0",\n"lineage": "l",\n"serial": 0,\n"encryption": null,\n"outputs": {},\n"digest": "sha256:3435a979a481745fed5d73762be42e5ad4c5b5c55b371425f3360c473aa8b784",\n"resources": [],\n"pending": []\n}\n',
  )
})
