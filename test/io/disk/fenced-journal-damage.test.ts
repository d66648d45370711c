import test from 'ava'
import { JournalDamagedError, JournalNewerError } from '../../../src/io/disk/journal-errors.ts'
import { encodeLine } from '../../../src/io/disk/journal-line.ts'
import { JournalWorld } from './journal-world.ts'

const GARBAGE: readonly (readonly [string, string])[] = [
  ['a torn line', '\n0badcafe {"kind":"wri'],
  ['zeros', '\0'.repeat(5000)],
  ['empty lines', '\n\n\n\n'],
  ['text', '\nhello\nworld'],
  ['invalid UTF-8', '\n\xff\xfe\xfd'],
]

for (const [what, bytes] of GARBAGE)
  test(`${what} at the end of a journal spoils nothing`, async (t) => {
    const world = new JournalWorld()
    const first = world.start()
    await (await first.acquire()).append('before')
    world.edit((content) => Buffer.concat([content, Buffer.from(bytes, 'latin1')]))
    t.deepEqual(await world.payloads(), ['before'])
    world.bury(first.pid)
    const tenure = await world.start().acquire()
    t.is(await tenure.append('after'), 'counted')
    t.deepEqual(await world.payloads(), ['before', 'after'])
  })

test('a last line that is cut anywhere does not count and spoils nothing', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  await tenure.append('before')
  const before = world.text().length
  await tenure.append('torn')
  const whole = world.text().length
  world.bury(first.pid)
  for (let length = whole - 2; length >= before; length -= 7) {
    world.edit((content) => content.subarray(0, length))
    t.deepEqual(await world.payloads(), ['before'])
  }
  const next = await world.start().acquire()
  t.is(await next.append('after'), 'counted')
  t.deepEqual(await world.payloads(), ['before', 'after'])
})

test('a reader that met half a line sees it when it is whole', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  await tenure.append(1)
  const half = Buffer.from(world.text())
  await tenure.append(2)
  const whole = Buffer.from(world.text())
  const { journal } = world.start()
  for (const length of [half.length, half.length + 1, half.length + 30, whole.length - 2]) {
    world.edit(() => whole.subarray(0, length))
    t.deepEqual((await journal.read())?.payloads, [1])
  }
  world.edit(() => whole)
  t.deepEqual((await journal.read())?.payloads, [1, 2])
})

test('a counted line that was changed in any bit stops readers and writers once a line follows it', async (t) => {
  const world = new JournalWorld()
  const first = world.start()
  const tenure = await first.acquire()
  await tenure.append('a')
  await tenure.append('b')
  await tenure.append('c')
  world.bury(first.pid)
  const whole = Buffer.from(world.text())
  const last = whole.lastIndexOf('\n\n')
  for (let byte = 0; byte < last; byte += 3) {
    world.edit(() => flipped(whole, byte))
    await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError }, `byte ${byte}`)
    await t.throwsAsync(world.start().acquire(0), { instanceOf: JournalDamagedError })
  }
})

function flipped(content: Buffer, byte: number): Buffer {
  const copy = Buffer.from(content)
  copy[byte] = (copy[byte] ?? 0) ^ 0x10
  return copy
}

test('a counted line that was removed stops readers', async (t) => {
  const world = new JournalWorld()
  const tenure = await world.start().acquire()
  for (const payload of ['a', 'b', 'c']) await tenure.append(payload)
  const lines = world.text().split('\n')
  world.edit(() => Buffer.from(lines.filter((line) => !line.includes('"b"')).join('\n')))
  await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError })
})

for (const [what, cut] of [
  ['empty', 0],
  ['cut in its base', 300],
] as const)
  test(`a segment that is ${what} is damaged, not a new journal`, async (t) => {
    const world = new JournalWorld()
    const tenure = await world.start({ initial: async () => [1, 2, 'x'.repeat(500), 3] }).acquire()
    await tenure.release()
    world.edit((content) => content.subarray(0, cut))
    await t.throwsAsync(world.payloads(), { instanceOf: JournalDamagedError })
    await t.throwsAsync(world.start().acquire(), { instanceOf: JournalDamagedError })
  })

test('a segment of a newer format is refused', async (t) => {
  const world = new JournalWorld()
  await (await world.start().acquire()).release()
  world.edit(() => encodeLine({ kind: 'head', format: 99, segment: 1, base: 0, lease: undefined }))
  await t.throwsAsync(world.payloads(), { instanceOf: JournalNewerError })
})
