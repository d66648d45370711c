import test from 'ava'
import { DiagnosedError } from '../../../../src/model/diagnosed-error.ts'
import type { DiagnosticCode } from '../../../../src/model/diagnostic.ts'
import {
  JOURNAL_DAMAGED,
  SECRET_DAMAGED,
  SECRET_NOT_ENCRYPTED,
  STATE_AHEAD,
  STATE_ALTERED,
  STATE_DAMAGED,
  STATE_EMPTY,
  STATE_FOREIGN,
  STATE_NEWER,
  STATE_PLACE_UNSUITABLE,
  STATE_UNREADABLE,
} from '../../../../src/state/diagnostics.ts'
import { printDocument } from '../../../../src/state/document/state-document.ts'
import { StoredState } from '../../../../src/state/document/stored-state.ts'
import { systemError } from '../../../io/disk/memory-disk.ts'
import { connector, done, secretConnector } from '../../resources.ts'
import { JOURNAL_PATH, LocalWorld, STATE_PATH } from './local-world.ts'

/** A state of serial 4 after two runs, with a backup of the first one. */
async function appliedWorld(): Promise<LocalWorld> {
  const world = new LocalWorld()
  for (const resources of [
    ['a', 'b'],
    ['c', 'd'],
  ]) {
    const locked = await world.start().lock()
    for (const label of resources) await locked.record(done(label === 'b' ? secretConnector(label) : connector(label)))
    await locked.release()
  }
  return world
}

function removeJournal(world: LocalWorld): Promise<void> {
  return world.disk.mount().remove(`${JOURNAL_PATH}/journal-1.log`)
}

type Change = (text: string) => string

const FILES: readonly (readonly [string, Change, DiagnosticCode])[] = [
  ['empty', () => '', STATE_EMPTY],
  ['blank', () => '\n\n', STATE_EMPTY],
  ['cut', (text) => text.slice(0, text.length / 2), STATE_DAMAGED],
  ['no JSON', () => 'hello', STATE_DAMAGED],
  ['another JSON', () => '[1]', STATE_DAMAGED],
  ['an empty object', () => '{}', STATE_DAMAGED],
  ['full of zeros', (text) => '\0'.repeat(text.length), STATE_DAMAGED],
  ['without a list', (text) => text.replace('"pending"', '"pendinG"'), STATE_DAMAGED],
  ['edited', (text) => text.replace('out/a', 'out/x'), STATE_ALTERED],
  ['edited in its head', (text) => text.replace('"serial": 4', '"serial": 3'), STATE_ALTERED],
  ['newer', (text) => text.replace('"version": 1', '"version": 2'), STATE_NEWER],
]

for (const [what, change, code] of FILES)
  for (const journal of ['journal', 'no journal'] as const)
    test(`a state file that is ${what}, with ${journal}, is an error and never "no state"`, async (t) => {
      const world = await appliedWorld()
      world.disk.edit(STATE_PATH, (content) => Buffer.from(change(content.toString())))
      if (journal === 'no journal') await removeJournal(world)
      for (const action of [() => world.start().store.read(), () => world.start().lock()]) {
        const error = await t.throwsAsync<DiagnosedError>(action, { instanceOf: DiagnosedError })
        const [diagnostic] = error?.diagnostics ?? []
        t.is(diagnostic?.code, code.code)
        t.true(diagnostic?.detail.includes(STATE_PATH))
        if (code === STATE_NEWER) t.regex(diagnostic?.detail ?? '', /version 2 .* strmctl 0\.1\.0/)
        else
          t.regex(
            diagnostic?.detail ?? '',
            journal === 'journal' ? /journal beside it has everything: move/ : /cp "[^"]*\.backup"/,
          )
      }
    })

test('the steps that a damaged state file asks for bring the state back', async (t) => {
  const world = await appliedWorld()
  world.disk.edit(STATE_PATH, () => Buffer.from(''))
  const files = world.disk.mount()
  await files.rename(STATE_PATH, `${STATE_PATH}.damaged`)
  t.is((await world.start().store.read())?.serial, 4)
  await (await world.start().lock()).release()
  t.regex(world.file('state.json') ?? '', /"serial": 4/)
})

test('the steps that use a backup bring back the state of the run before', async (t) => {
  const world = await appliedWorld()
  const backup = world.files().find((path) => path.endsWith('.backup')) ?? ''
  const files = world.disk.mount()
  await files.rename(STATE_PATH, `${STATE_PATH}.damaged`)
  await files.rename(JOURNAL_PATH, `${JOURNAL_PATH}.damaged`)
  await files.link(backup, STATE_PATH)
  const state = await world.start().store.read()
  t.is(state?.serial, 2)
  t.is(state?.resources.length, 2)
})

test('a layout that another tool made of the state file changes nothing', async (t) => {
  const world = await appliedWorld()
  await removeJournal(world)
  world.disk.edit(STATE_PATH, (content) => Buffer.from(JSON.stringify(JSON.parse(content.toString()), undefined, 4)))
  t.is((await world.start().store.read())?.serial, 4)
})

test('a journal with a changed line is an error that tells how far the state file goes', async (t) => {
  const world = await appliedWorld()
  world.disk.edit(`${JOURNAL_PATH}/journal-1.log`, (content) =>
    Buffer.from(content.toString().replace('out/a', 'out/x')),
  )
  const error = await t.throwsAsync(world.start().store.read(), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, JOURNAL_DAMAGED.code)
  t.regex(error?.message ?? '', /everything up to serial 4/)
  await t.throwsAsync(world.start().lock(), { message: /everything up to serial 4/ })
})

test('a journal that lost its end is an error, since the state file is newer', async (t) => {
  const world = await appliedWorld()
  world.disk.edit(`${JOURNAL_PATH}/journal-1.log`, (content) =>
    content.subarray(0, content.indexOf('"address":"data_connector.d"') - 100),
  )
  const error = await t.throwsAsync(world.start().store.read(), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, STATE_AHEAD.code)
  for (let pid = 100; pid < 110; pid++) world.bury({ pid })
  await t.throwsAsync(world.start().lock(), { message: /incomplete/ })
})

test('a state file of another installation is an error that names both lineages', async (t) => {
  const world = await appliedWorld()
  const foreign = new StoredState({ lineage: 'other', serial: 99 })
  world.disk.edit(STATE_PATH, () => Buffer.from(printDocument(foreign, '0.1.0')))
  const error = await t.throwsAsync(world.start().store.read(), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, STATE_FOREIGN.code)
  t.regex(error?.message ?? '', /"other".*"lineage-1"/)
})

test('a journal of a newer release is refused', async (t) => {
  const world = new LocalWorld()
  await (await world.start().lock()).release()
  world.disk.edit(`${JOURNAL_PATH}/journal-1.log`, (content) =>
    Buffer.from(content.toString().replace('"format":1', '"format":9')),
  )
  await t.throwsAsync(world.start().store.read(), { instanceOf: DiagnosedError })
})

/** Changes the state file's content and gives it the right digest, as somebody who knows the format would. */
async function forged(change: Change): Promise<LocalWorld> {
  const world = await appliedWorld()
  await removeJournal(world)
  world.disk.edit(STATE_PATH, (content) => Buffer.from(redigested(change(content.toString()))))
  return world
}

function redigested(text: string): string {
  const document = JSON.parse(text) as { [name: string]: never }
  const state = new StoredState({
    lineage: String(document['lineage']),
    serial: Number(document['serial']),
    encryption: document['encryption'],
  })
  for (const resource of document['resources'] ?? []) state.addResource(resource)
  return printDocument(state, '0.1.0')
}

const FORGERIES: readonly (readonly [string, Change, DiagnosticCode])[] = [
  ['clear text for a secret', (text) => text.replace(/\{"\$encrypted":"[^"]*"\}/, '"clear"'), SECRET_NOT_ENCRYPTED],
  ['a resource without its proof', (text) => text.replace(/,"proof":"[^"]*"/, ''), SECRET_NOT_ENCRYPTED],
  ['a changed secret', (text) => text.replace(/"\$encrypted":"....../, '"$encrypted":"AAAAAA'), SECRET_DAMAGED],
]

for (const [what, change, code] of FORGERIES)
  test(`a state with ${what} is refused`, async (t) => {
    const world = await forged(change)
    const error = await t.throwsAsync(world.start().store.read(), { instanceOf: DiagnosedError })
    t.is(error?.diagnostics[0]?.code, code.code)
  })

test('a state that cannot be read, or lies on a network file system, says why', async (t) => {
  const world = await appliedWorld()
  const forbidden = world.start({
    gate: async ({ call, path }) => {
      if (call === 'open') throw systemError('EACCES', path)
    },
  })
  const unreadable = await t.throwsAsync(forbidden.store.read(), { instanceOf: DiagnosedError })
  t.is(unreadable?.diagnostics[0]?.code, STATE_UNREADABLE.code)
  const remote = new LocalWorld()
  remote.disk.type = 0x6969
  const unsuitable = await t.throwsAsync(remote.start().lock(), { instanceOf: DiagnosedError })
  t.is(unsuitable?.diagnostics[0]?.code, STATE_PLACE_UNSUITABLE.code)
  t.regex(unsuitable?.message ?? '', /NFS/)
})
