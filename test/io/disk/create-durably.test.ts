import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { DiskFiles } from '../../../src/io/disk/disk-files.ts'
import { createDurably } from '../../../src/io/disk/create-durably.ts'
import { replaceDurably } from '../../../src/io/disk/replace-durably.ts'
import { temporaryName } from '../../../src/io/disk/stale-files.ts'
import { NODE_PROCESSES } from '../../../src/io/disk/process-identity.ts'
import { UnsuitableFileSystemError } from '../../../src/io/disk/unsuitable-file-system-error.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { gatedFiles } from './gated-files.ts'
import { moment } from './moment.ts'
import { MemoryDisk, systemError } from './memory-disk.ts'

const BODY = [Buffer.from('first\n'), Buffer.from('second\n')]
const TEXT = 'first\nsecond\n'

test('createDurably() makes a file with missing directories, once', async (t) => {
  const directory = await temporaryDirectory(t)
  const path = join(directory, 'a/b/c.jsonl')
  t.is(await createDurably(path, BODY), 'created')
  t.is(await createDurably(path, [Buffer.from('other')]), 'exists')
  t.is(await readFile(path, 'utf8'), TEXT)
  t.deepEqual(await readdir(join(directory, 'a/b')), ['c.jsonl'])
})

test('createDurably() gives "created" to exactly one of many racers', async (t) => {
  const directory = await temporaryDirectory(t)
  const path = join(directory, 'new/object')
  const racers = Array.from({ length: 20 }, (_, index) => createDurably(path, [Buffer.from(`racer ${index}`)]))
  const outcomes = await Promise.all(racers)
  t.is(outcomes.filter((outcome) => outcome === 'created').length, 1)
  t.is(await readFile(path, 'utf8'), `racer ${outcomes.indexOf('created')}`)
})

test('createDurably() joins many small and a few big chunks into the same bytes', async (t) => {
  const directory = await temporaryDirectory(t)
  const chunks = [
    ...Array.from({ length: 3000 }, (_, index) => Buffer.from(`line ${index}\n`)),
    Buffer.alloc(0),
    Buffer.alloc(3 * 1024 * 1024 + 17, 'x'),
    Buffer.from('end'),
  ]
  await createDurably(join(directory, 'object'), chunks)
  t.true(Buffer.concat(chunks).equals(await readFile(join(directory, 'object'))))
})

test('createDurably() goes on after a short write', async (t) => {
  const disk = new MemoryDisk()
  const files = gatedFiles(disk.mount(), async ({ call, size = 0 }) =>
    call === 'write' ? Math.ceil(size / 2) : undefined,
  )
  await createDurably('/object', BODY, { files })
  t.is(disk.contents().get('/object')?.toString(), TEXT)
})

test('createDurably() stops at an aborted signal and leaves nothing behind', async (t) => {
  const directory = await temporaryDirectory(t)
  const reason = new Error('stop')
  await t.throwsAsync(createDurably(join(directory, 'x'), BODY, { signal: AbortSignal.abort(reason) }), {
    is: reason,
  })
  t.deepEqual(await readdir(directory), [])
})

test('createDurably() stops when aborted in the middle and leaves nothing behind', async (t) => {
  const disk = new MemoryDisk()
  const stop = new AbortController()
  const reason = new Error('stop')
  const files = gatedFiles(disk.mount(), async ({ call }) => {
    if (call === 'write') stop.abort(reason)
  })
  await t.throwsAsync(createDurably('/object', BODY, { files, signal: stop.signal }), { is: reason })
  t.deepEqual([...disk.contents().keys()], [])
})

for (const fault of ['open', 'write', 'sync', 'link'] as const)
  test(`createDurably() leaves nothing behind when "${fault}" fails`, async (t) => {
    const disk = new MemoryDisk()
    let armed = false
    const files = gatedFiles(disk.mount(), async ({ call, path }) => {
      if (call === fault && (armed ||= path.endsWith('.tmp') || call === 'link')) throw systemError('ENOSPC', path)
    })
    await t.throwsAsync(createDurably('/deep/object', BODY, { files }), { code: 'ENOSPC' })
    t.deepEqual([...disk.contents().keys()], [])
  })

test('createDurably() tells a file system without hard links', async (t) => {
  const disk = new MemoryDisk()
  const files = gatedFiles(disk.mount(), async ({ call, path }) => {
    if (call === 'link') throw systemError('EPERM', path)
  })
  await t.throwsAsync(createDurably('/object', BODY, { files }), { instanceOf: UnsuitableFileSystemError })
})

/** The disk of a process that is killed at its n-th call: that one and later ones never happen and never answer. */
function killedAt(disk: MemoryDisk, step: number): { files: DiskFiles; killed: Promise<'killed'> } {
  const kill = moment()
  let calls = 0
  const files = gatedFiles(disk.mount(), async () => {
    if (calls++ < step) return
    kill.reach()
    await moment().reached
  })
  return { files, killed: kill.reached.then(() => 'killed') }
}

/** Lets a first process die at every one of its calls, the power fail, and a second process try again. */
for (const power of ['stays', 'fails'] as const)
  test(`createDurably() that was told "created" or "exists" is whole after a crash at any call, when the power ${power}`, async (t) => {
    for (let step = 0; ; step++) {
      const disk = new MemoryDisk()
      const { files, killed } = killedAt(disk, step)
      const first = await Promise.race([
        createDurably('/a/b/object', BODY, { files, temporaryDirectory: '/tmp/x' }),
        killed,
      ])
      if (power === 'fails' && first !== 'killed') disk.loseUnsynced()
      if (first === 'killed') await createDurably('/a/b/object', BODY, { files: disk.mount() })
      disk.loseUnsynced()
      t.is(disk.contents().get('/a/b/object')?.toString(), TEXT, `killed at call ${step}`)
      if (first === 'created') return
    }
  })

test('createDurably() says "exists" only when the file of a killed process survives a power failure', async (t) => {
  const disk = new MemoryDisk()
  const dying = gatedFiles(disk.mount(), async ({ call, path }) => {
    if (call === 'syncDirectory' && path === '/a/b') throw new Error('killed')
  })
  await t.throwsAsync(createDurably('/a/b/object', BODY, { files: dying }), { message: 'killed' })
  t.is(await createDurably('/a/b/object', BODY, { files: disk.mount() }), 'exists')
  disk.loseUnsynced()
  t.is(disk.contents().get('/a/b/object')?.toString(), TEXT)
})

test('createDurably() sweeps the temporary files of ended processes and keeps those of living ones', async (t) => {
  const directory = await temporaryDirectory(t)
  const self = await NODE_PROCESSES.self()
  const mine = temporaryName(self, 'aa')
  const ended = temporaryName({ ...self, pid: 2 ** 22 + 1 }, 'bb')
  const reused = temporaryName({ ...self, started: '1' }, 'cc')
  const elsewhere = temporaryName({ ...self, boot: 'another-boot' }, 'dd')
  for (const name of [mine, ended, reused, elsewhere, 'notes.tmp']) await writeFile(join(directory, name), '')
  await createDurably(join(directory, 'object'), BODY)
  t.deepEqual((await readdir(directory)).toSorted(), [mine, elsewhere, 'notes.tmp', 'object'].toSorted())
})

test('createDurably() sweeps the temporary files of unknown processes after a day', async (t) => {
  const disk = new MemoryDisk()
  const name = temporaryName({ boot: 'other', namespace: '', pid: 1, started: '' }, 'dd')
  await (await disk.mount().open(`/${name}`, 'create')).close()
  await createDurably('/one', BODY, { files: disk.mount() })
  t.true(disk.contents().has(`/${name}`))
  disk.timeMs += 25 * 60 * 60 * 1000
  await createDurably('/two', BODY, { files: disk.mount() })
  t.false(disk.contents().has(`/${name}`))
})

test('replaceDurably() replaces the content and keeps the mode', async (t) => {
  const directory = await temporaryDirectory(t)
  const path = join(directory, 'deep/state.json')
  await replaceDurably(path, [Buffer.from('old')], { mode: 0o600 })
  await replaceDurably(path, [Buffer.from('new')], { mode: 0o600 })
  t.is(await readFile(path, 'utf8'), 'new')
  t.is((await stat(path)).mode & 0o777, 0o600)
  t.deepEqual(await readdir(join(directory, 'deep')), ['state.json'])
})

test('replaceDurably() leaves the old or the new content, whole, after a crash at any call', async (t) => {
  for (let step = 0; ; step++) {
    const disk = new MemoryDisk()
    await replaceDurably('/d/file', [Buffer.from('old')], { files: disk.mount() })
    let calls = 0
    const dying = gatedFiles(disk.mount(), async () => {
      if (calls++ >= step) throw new Error('killed')
    })
    const died = await replaceDurably('/d/file', BODY, { files: dying }).then(
      () => false,
      () => true,
    )
    disk.loseUnsynced()
    const content = disk.contents().get('/d/file')?.toString() ?? 'lost'
    t.true(died ? ['old', TEXT].includes(content) : content === TEXT, `${content} at call ${step}`)
    if (!died) return
  }
})
