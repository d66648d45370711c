import { fork } from 'node:child_process'
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { NODE_FILES } from '../../../src/io/disk/node-disk-files.ts'
import type { DiskFile, DiskFiles } from '../../../src/io/disk/disk-files.ts'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { DirectoryLedgerAdmin } from '../../../src/streams/directory/ledger-admin.ts'
import { compactEntries, decodeEntries, encodeEntries } from '../../../src/streams/directory/ledger-payload.ts'
import { DirectoryLedger } from '../../../src/streams/directory/ledger.ts'
import { nextMessage } from '../../next-message.ts'
import { entries, makeStream } from '../open-stream.ts'
import { systemClock } from '../system-clock.ts'
import { directoryHarness, pathOf } from './harness.ts'

const never = new AbortController().signal
const MEMBER = fileURLToPath(new URL('ledger-member.ts', import.meta.url))

interface Prepared {
  readonly root: string
  readonly admin: DirectoryLedgerAdmin
  readonly ledger: (files?: DiskFiles) => DirectoryLedger
}

async function prepare(t: ExecutionContext, leaseMs: number): Promise<Prepared> {
  const { settings } = await makeStream(t, { variant: 'directory', harness: directoryHarness })
  const root = pathOf(settings)
  const admin = new DirectoryLedgerAdmin(root, 'u1', { clock: systemClock, leaseMs })
  await admin.initialise(entries(), never)
  const ledger = (files = NODE_FILES) => {
    const opened = new DirectoryLedger(root, 'u1', { clock: systemClock, leaseMs, files })
    t.teardown(() => opened.leave())
    return opened
  }
  return { root, admin, ledger }
}

interface Member {
  readonly ask: (command: string) => Promise<string>
  readonly kill: (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
  readonly pid: number | undefined
}

/** Another process that has joined. */
async function startMember(t: ExecutionContext, root: string, leaseMs: number): Promise<Member> {
  const child = fork(MEMBER, [root, String(leaseMs)], { execArgv: ['--import=tsx'] })
  t.teardown(() => child.kill('SIGKILL'))
  const ask = async (command: string): Promise<string> => {
    child.send(command)
    return String(await nextMessage(child))
  }
  t.is(await ask('join'), 'joined')
  return { ask, kill: (signal) => child.kill(signal), pid: child.pid }
}

test('join() replaces a member that was killed at once', async (t) => {
  const { root, ledger } = await prepare(t, 60_000)
  const member = await startMember(t, root, 60_000)
  t.is(await member.ask('write 3'), 'written')
  member.kill('SIGKILL')
  const generation = await ledger().join({ fresh: false, signal: never })
  t.is((await generation.read([0])).get(0)?.offset, 3)
  t.is(await generation.write(entries({ offset: 4 })), 'written')
})

test('join() replaces a stalled member after its lease, and the one that wakes up is fenced', async (t) => {
  const { root, admin, ledger } = await prepare(t, 600)
  const member = await startMember(t, root, 600)
  member.kill('SIGSTOP')
  const generation = await ledger().join({ fresh: false, signal: never })
  t.is(await generation.write(entries({ offset: 4 })), 'written')
  member.kill('SIGCONT')
  t.is(await member.ask('write 9'), 'fenced')
  t.is((await admin.read(never)).get(0)?.offset, 4)
})

test('join() waits for a member that lives, and says who it is', async (t) => {
  const { root, ledger } = await prepare(t, 3000)
  const member = await startMember(t, root, 3000)
  const stop = new AbortController()
  const waits: string[] = []
  const joining = ledger().join({ fresh: false, signal: stop.signal, onWait: (why) => waits.push(why) })
  await systemClock.sleep(4000)
  t.is(await member.ask('write 5'), 'written')
  stop.abort(new Error('enough'))
  await t.throwsAsync(joining, { message: 'enough' })
  t.is(waits.length, 1)
  t.true(waits[0]?.includes(`process ${member.pid} on`))
})

test('remove() of a ledger whose owner is stalled fences it, and it makes no file again', async (t) => {
  const { root, admin } = await prepare(t, 600)
  const member = await startMember(t, root, 600)
  member.kill('SIGSTOP')
  await admin.remove(never)
  member.kill('SIGCONT')
  t.is(await member.ask('write 9'), 'fenced')
  t.is(await member.ask('heartbeat'), 'false')
  t.regex(await member.ask('join'), /STRM2220|Ledger is missing/)
  await t.throwsAsync(access(join(root, '.strmctl', 'u1')))
})

/** The owner is stopped in the middle of making the next segment, the ledger is removed, the owner goes on. */
const stoppedWhileSealing = test.macro({
  async exec(t, stopAt: 'open' | 'link') {
    const { root, admin, ledger } = await prepare(t, 400)
    const removal = { done: false }
    const removeOnce = async (path: string) => {
      if (!path.endsWith('journal-2.log') || removal.done) return
      removal.done = true
      await patiently(() => admin.remove(never))
    }
    const files: DiskFiles = {
      ...NODE_FILES,
      open: async (path, how, mode) => {
        if (stopAt === 'open' && how === 'read') await removeOnce(path)
        return NODE_FILES.open(path, how, mode)
      },
      link: async (existing, path) => {
        if (stopAt === 'link') await removeOnce(path)
        await NODE_FILES.link(existing, path)
      },
    }
    const generation = await ledger(files).join({ fresh: false, signal: never })
    const proof = ['x'.repeat(100_000)]
    for (let offset = 0; !removal.done; offset++) await generation.write(entries({ offset, proof }))
    t.is(await generation.write(entries({ offset: 999 })), 'fenced')
    t.true(generation.lost.aborted)
    await t.throwsAsync(access(join(root, '.strmctl', 'u1')))
  },
  title: (_, stopAt: string) => `remove() leaves nothing when the owner is stopped at ${stopAt} of its next segment`,
})

test(stoppedWhileSealing, 'open')
test(stoppedWhileSealing, 'link')

test('join() does not make a ledger of which only the directory is left', async (t) => {
  const { root, ledger } = await prepare(t, 600)
  const directory = join(root, '.strmctl', 'u1')
  for (const name of await readdir(directory)) await rm(join(directory, name))
  const error = await t.throwsAsync(ledger().join({ fresh: false, signal: never }), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2220')
  t.deepEqual(await readdir(directory), [])
})

/** On a slow disk the time for the lease of the stopped owner may be over before it was looked at twice. */
async function patiently(action: () => Promise<void>, attempts = 10): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (attempts === 1) throw error
    await patiently(action, attempts - 1)
  }
}

test('remove() goes on where it was cut off', async (t) => {
  const { root, admin } = await prepare(t, 600)
  const directory = join(root, '.strmctl', 'u1')
  for (const name of await readdir(directory)) await rm(join(directory, name))
  await writeFile(join(directory, '.strmctl-left-over.tmp'), '')
  await admin.remove(never)
  await t.throwsAsync(access(directory))
})

test('write() says that it does not know when the disk fails, and a fresh member goes on', async (t) => {
  const { admin, ledger } = await prepare(t, 60_000)
  const disk = { fails: false }
  const failing = ledger({ ...NODE_FILES, open: async (...how) => failingFile(await NODE_FILES.open(...how), disk) })
  const generation = await failing.join({ fresh: false, signal: never })
  disk.fails = true
  t.is(await generation.write(entries({ offset: 1 })), 'unknown')
  t.true(generation.lost.aborted)
  t.is(await generation.write(entries({ offset: 2 })), 'fenced')
  disk.fails = false
  const fresh = await failing.join({ fresh: true, signal: never })
  t.is((await fresh.read([0])).get(0)?.offset, 1)
  t.is(await fresh.write(entries({ offset: 3 })), 'written')
  t.is((await admin.read(never)).get(0)?.offset, 3)
})

function failingFile(file: DiskFile, disk: { readonly fails: boolean }): DiskFile {
  const dataSync = () => (disk.fails ? Promise.reject(new Error('EIO')) : file.dataSync())
  return {
    write: (data) => file.write(data),
    read: (buffer, position) => file.read(buffer, position),
    sync: () => file.sync(),
    dataSync,
    facts: () => file.facts(),
    close: () => file.close(),
  }
}

test('join() says that the ledger is damaged', async (t) => {
  const { root, admin, ledger } = await prepare(t, 1000)
  const [segment = ''] = await readdir(join(root, '.strmctl', 'u1'))
  await writeFile(join(root, '.strmctl', 'u1', segment), 'nonsense\n')
  const joining = ledger().join({ fresh: false, signal: never })
  const error = await t.throwsAsync(joining, { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2221')
  await t.throwsAsync(admin.read(never), { instanceOf: DiagnosedError })
})

test('a uid that is none is never made a path', async (t) => {
  const { root } = await prepare(t, 1000)
  await mkdir(join(root, 'other'))
  const open = () => new DirectoryLedger(root, '../other', { clock: systemClock, leaseMs: 1000 })
  t.throws(open, { message: /not the uid/ })
})

test('compactEntries() keeps the latest entry of each partition, whatever the order of the writes', (t) => {
  const payloads = [entries({ offset: 1 }, [1, 0]), entries({ offset: 2 }, [0]), entries({ offset: 3 }, [2])].map(
    encodeEntries,
  )
  const compacted = compactEntries(payloads)
  t.is(compacted.length, 1)
  t.deepEqual(decodeEntries(compacted), decodeEntries(payloads))
  t.deepEqual(compactEntries(compacted), compacted)
  t.deepEqual(
    [...decodeEntries(compacted)].map(([partition, { offset }]) => [partition, offset]),
    [
      [0, 2],
      [1, 1],
      [2, 3],
    ],
  )
})

test('decodeEntries() refuses an entry that lacks something', (t) => {
  const error = t.throws(() => decodeEntries([{ entries: [[0, { offset: 1, end: 1, uid: 'u' }]] }]))
  t.regex(error.message, /"topic"/)
})
