import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import test from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { KEY_INVALID, KEY_MISSING, KEY_NOT_MADE, KEY_WRONG } from '../../../src/state/diagnostics.ts'
import { stateKeys } from '../../../src/state/secrets/state-keys.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

const LINEAGE = '6f1f64d7-9f3e-4b52-a9f6-0a2f3a3c7d11'
const KEY = Buffer.alloc(32, 5)

async function code(action: Promise<unknown>): Promise<string | undefined> {
  try {
    await action
  } catch (error) {
    return error instanceof DiagnosedError ? error.diagnostics[0]?.code : String(error)
  }
  return undefined
}

test('a key file is made for the first secret, for its owner alone, and found again', async (t) => {
  const home = await temporaryDirectory(t)
  const made = await stateKeys({ HOME: home }).make(LINEAGE)
  const path = join(home, '.config/strmctl/keys', LINEAGE)
  t.is((await stat(path)).mode & 0o777, 0o600)
  t.is((await stat(join(home, '.config/strmctl/keys'))).mode & 0o777, 0o700)
  const found = await stateKeys({ HOME: home }).find(LINEAGE, made.encryption)
  t.deepEqual(found.bytes, made.bytes)
  const again = await stateKeys({ HOME: home }).make(LINEAGE)
  t.deepEqual(again.bytes, made.bytes)
})

test('XDG_CONFIG_HOME moves the key file', async (t) => {
  const home = await temporaryDirectory(t)
  await stateKeys({ HOME: home, XDG_CONFIG_HOME: join(home, 'elsewhere') }).make(LINEAGE)
  t.deepEqual(await readdir(join(home, 'elsewhere/strmctl/keys')), [LINEAGE])
  await stateKeys({ HOME: home, XDG_CONFIG_HOME: 'relative' }).make(LINEAGE)
  t.deepEqual(await readdir(join(home, '.config/strmctl/keys')), [LINEAGE])
})

test('the content of the key file serves as STRMCTL_STATE_KEY elsewhere', async (t) => {
  const home = await temporaryDirectory(t)
  const made = await stateKeys({ HOME: home }).make(LINEAGE)
  const content = await readFile(join(home, '.config/strmctl/keys', LINEAGE), 'utf8')
  const found = await stateKeys({ HOME: '/nowhere', STRMCTL_STATE_KEY: content }).find(LINEAGE, made.encryption)
  t.deepEqual(found.bytes, made.bytes)
})

for (const [what, text] of [
  ['base64', KEY.toString('base64')],
  ['base64 without padding', KEY.toString('base64').replace('=', '')],
  ['URL-safe base64', Buffer.alloc(32, 0xfb).toString('base64url')],
  ['hex', KEY.toString('hex')],
  ['hex with a newline', `${KEY.toString('hex')}\n`],
] as const)
  test(`STRMCTL_STATE_KEY may be ${what}; no file is made then`, async (t) => {
    const home = await temporaryDirectory(t)
    const keys = stateKeys({ HOME: home, STRMCTL_STATE_KEY: text, CI: 'true' })
    const made = await keys.make(LINEAGE)
    t.is(made.bytes.length, 32)
    t.deepEqual((await keys.find(LINEAGE, made.encryption)).bytes, made.bytes)
    t.deepEqual(await readdir(home), [])
  })

for (const text of ['short', 'z'.repeat(64), randomBytes(31).toString('base64'), randomBytes(33).toString('hex')])
  test(`STRMCTL_STATE_KEY that is no key is told (${text.length} characters, ${text.slice(0, 1)}…)`, async (t) => {
    t.is(await code(stateKeys({ STRMCTL_STATE_KEY: text }).make(LINEAGE)), KEY_INVALID.code)
  })

test('a passphrase gives the key with the salt of the state', async (t) => {
  const home = await temporaryDirectory(t)
  await writeFile(join(home, 'passphrase'), 'correct horse\n')
  const direct = stateKeys({ HOME: home, STRMCTL_STATE_PASSPHRASE: 'correct horse' })
  const made = await direct.make(LINEAGE)
  t.deepEqual((await direct.find(LINEAGE, made.encryption)).bytes, made.bytes)
  const fromFile = stateKeys({ STRMCTL_STATE_PASSPHRASE_FILE: join(home, 'passphrase') })
  t.deepEqual((await fromFile.find(LINEAGE, made.encryption)).bytes, made.bytes)
  t.notDeepEqual((await direct.make(LINEAGE)).bytes, made.bytes)
  t.deepEqual(await readdir(home), ['passphrase'])
})

test('no key file is made on a CI system; the error names the three ways', async (t) => {
  const home = await temporaryDirectory(t)
  const error = await t.throwsAsync(stateKeys({ HOME: home, CI: '1' }).make(LINEAGE), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, KEY_NOT_MADE.code)
  for (const way of ['STRMCTL_STATE_KEY', 'STRMCTL_STATE_PASSPHRASE', 'STRMCTL_STATE_PASSPHRASE_FILE'])
    t.true(error?.message.includes(way))
  t.deepEqual(await readdir(home), [])
  await stateKeys({ HOME: home, CI: 'false' }).make(LINEAGE)
  t.deepEqual(await readdir(home), ['.config'])
})

test('a wrong key or passphrase is one clear error that says where it came from', async (t) => {
  const home = await temporaryDirectory(t)
  const made = await stateKeys({ STRMCTL_STATE_KEY: KEY.toString('hex') }).make(LINEAGE)
  const other = stateKeys({ STRMCTL_STATE_KEY: Buffer.alloc(32, 6).toString('hex') })
  const error = await t.throwsAsync(other.find(LINEAGE, made.encryption), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, KEY_WRONG.code)
  t.true(error?.message.includes('STRMCTL_STATE_KEY'))
  t.false(error?.message.includes(Buffer.alloc(32, 6).toString('hex')))
  const derived = await stateKeys({ STRMCTL_STATE_PASSPHRASE: 'one' }).make(LINEAGE)
  t.is(await code(stateKeys({ STRMCTL_STATE_PASSPHRASE: 'two' }).find(LINEAGE, derived.encryption)), KEY_WRONG.code)
  t.is(await code(stateKeys({ HOME: home }).find(LINEAGE, derived.encryption)), KEY_MISSING.code)
  t.is(await code(stateKeys({ HOME: home }).find(LINEAGE, made.encryption)), KEY_MISSING.code)
  t.is(await code(stateKeys({ STRMCTL_STATE_KEY: KEY.toString('hex') }).find('other', made.encryption)), KEY_WRONG.code)
})

test('an unreadable or empty passphrase or key file is told', async (t) => {
  const home = await temporaryDirectory(t)
  await writeFile(join(home, 'empty'), '\n')
  const missing = stateKeys({ HOME: home, STRMCTL_STATE_PASSPHRASE_FILE: join(home, 'missing') })
  t.is(await code(missing.make(LINEAGE)), KEY_INVALID.code)
  const empty = stateKeys({ HOME: home, STRMCTL_STATE_PASSPHRASE_FILE: join(home, 'empty') })
  t.is(await code(empty.make(LINEAGE)), KEY_INVALID.code)
  await mkdir(join(home, '.config/strmctl/keys'), { recursive: true })
  await writeFile(join(home, '.config/strmctl/keys', LINEAGE), 'damaged')
  t.is(await code(stateKeys({ HOME: home }).make(LINEAGE)), KEY_INVALID.code)
})
