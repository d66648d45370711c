import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { DirectoryReader } from '../../../src/streams/directory/reader.ts'
import { LineCollector } from '../line-collector.ts'
import { systemClock } from '../system-clock.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

interface Case {
  readonly root: string
  readonly file: string
  readonly reader: DirectoryReader
}

async function prepare(t: ExecutionContext, text: string | Uint8Array): Promise<Case> {
  const root = await temporaryDirectory(t)
  const file = join(root, 'partition-0.jsonl')
  await writeFile(file, text)
  const reader = new DirectoryReader(root, systemClock)
  t.teardown(() => reader.close())
  return { root, file, reader }
}

const never = new AbortController().signal

async function readAll(reader: DirectoryReader, maxBytes = 8 * 1024 * 1024): Promise<LineCollector> {
  const collector = new LineCollector()
  for (;;) {
    const fetched = await reader.poll({ waitMs: 0, maxBytes, signal: never })
    if (fetched.length === 0) return collector
    for (const part of fetched) part.decode(collector.of(part.partition))
  }
}

const lines = test.macro({
  async exec(
    t,
    text: string,
    { values, maxBytes }: { readonly values: readonly string[]; readonly maxBytes?: number },
  ) {
    const { reader } = await prepare(t, text)
    reader.assign(new Map([[0, { offset: 0 }]]))
    t.deepEqual((await readAll(reader, maxBytes)).values(0), values)
  },
  title: (name = '') => `poll() gives ${name}`,
})

test('complete lines without their newline', lines, '{"a":1}\n{"b":2}\n', { values: ['{"a":1}', '{"b":2}'] })
test('nothing of an incomplete last line', lines, 'one\ntw', { values: ['one'] })
test('empty lines as empty values', lines, '\n\nx\n', { values: ['', '', 'x'] })
test('a carriage return as part of the value', lines, 'a\r\nb\n', { values: ['a\r', 'b'] })
test('nothing of an empty file', lines, '', { values: [] })
test('nothing where no line is complete', lines, 'half', { values: [] })
test('non-ASCII bytes as they are', lines, 'höhe→😀\n', { values: ['höhe→😀'] })
test('lines longer than what may be read at once', lines, `${'a'.repeat(300)}\nb\n${'c'.repeat(90)}\n`, {
  values: ['a'.repeat(300), 'b', 'c'.repeat(90)],
  maxBytes: 50,
})
test('lines longer than the read buffer', lines, `x\n${'a'.repeat(3_500_000)}\ny\n${'b'.repeat(1_048_576)}\n`, {
  values: ['x', 'a'.repeat(3_500_000), 'y', 'b'.repeat(1_048_576)],
})
const many = Array.from({ length: 200_000 }, (_, number) => `{"number":${number}}`)
test('every line of several buffers', lines, many.map((line) => `${line}\n`).join(''), { values: many })

test('poll() tells byte positions that tile the file', async (t) => {
  const { reader } = await prepare(t, 'aa\n\nbbb\n')
  reader.assign(new Map([[0, { offset: 0 }]]))
  const collector = await readAll(reader)
  t.deepEqual(collector.ranges(0), [
    [0, 3],
    [3, 4],
    [4, 8],
  ])
})

test('poll() goes on from an assigned position', async (t) => {
  const { reader } = await prepare(t, 'aa\nbbb\nc\n')
  reader.assign(new Map([[0, { offset: 3 }]]))
  t.deepEqual((await readAll(reader)).values(0), ['bbb', 'c'])
})

test('poll() holds no more bytes than asked', async (t) => {
  const text = 'x'.repeat(99) + '\n'
  const { root, reader } = await prepare(t, text.repeat(100))
  await writeFile(join(root, 'partition-1.jsonl'), text.repeat(100))
  reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
  const fetched = await reader.poll({ waitMs: 0, maxBytes: 1000, signal: never })
  t.true(fetched.reduce((sum, { bytes }) => sum + bytes, 0) <= 1001)
  t.true(fetched.length > 0)
})

test('poll() takes partitions in turn when not all fit', async (t) => {
  const { root, reader } = await prepare(t, 'a\n'.repeat(1000))
  await writeFile(join(root, 'partition-1.jsonl'), 'b\n'.repeat(1000))
  reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
  const first = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  const second = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  t.deepEqual(
    [first, second].map((fetched) => fetched.map(({ partition }) => partition)),
    [[0], [1]],
  )
})

test('decode() goes on where the consumer had enough', async (t) => {
  const { reader } = await prepare(t, 'a\nb\nc\n')
  reader.assign(new Map([[0, { offset: 0 }]]))
  const [fetched] = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  const collector = new LineCollector()
  t.false(fetched?.decode(collector.of(0, { most: 1 })))
  t.false(fetched?.decode(collector.of(0, { most: 1 })))
  t.true(fetched?.decode(collector.of(0)))
  t.deepEqual(collector.values(0), ['a', 'b', 'c'])
})

test('poll() wakes up for a line that is completed while it waits', async (t) => {
  const { file, reader } = await prepare(t, 'ha')
  reader.assign(new Map([[0, { offset: 0 }]]))
  t.deepEqual((await readAll(reader)).values(0), [])
  const waiting = reader.poll({ waitMs: 60_000, maxBytes: 100, signal: never })
  await appendFile(file, 'lf\n')
  const collector = new LineCollector()
  for (const part of await waiting) part.decode(collector.of(0))
  t.deepEqual(collector.values(0), ['half'])
})

test('poll() ends its wait at once when it is aborted', async (t) => {
  const { reader } = await prepare(t, '')
  reader.assign(new Map([[0, { offset: 0 }]]))
  const stop = new AbortController()
  const waiting = reader.poll({ waitMs: 60_000, maxBytes: 100, signal: stop.signal })
  stop.abort(new Error('enough'))
  await t.throwsAsync(waiting, { message: 'enough' })
})

const refusal = test.macro({
  async exec(t, change: (file: string) => Promise<unknown>, code: string) {
    const { file, reader } = await prepare(t, 'first\nsecond\n')
    reader.assign(new Map([[0, { offset: 0 }]]))
    t.is((await readAll(reader)).values(0).length, 2)
    await change(file)
    const error = await t.throwsAsync(readAll(reader), { instanceOf: DiagnosedError })
    t.deepEqual(
      error.diagnostics.map((diagnostic) => diagnostic.code),
      [code],
    )
  },
  title: (name = '') => `poll() stops at a file that was ${name}`,
})

test('removed', refusal, (file) => rm(file), 'STRM2210')
test('shortened', refusal, (file) => truncate(file, 6), 'STRM2211')
test('emptied', refusal, (file) => truncate(file, 0), 'STRM2211')
test('replaced by a longer one', refusal, replaceFile, 'STRM2212')
test(
  'truncated and grew again past the position',
  refusal,
  (file) => writeFile(file, 'another first line\nand more\n'),
  'STRM2212',
)

async function replaceFile(file: string): Promise<void> {
  await writeFile(`${file}.new`, 'first\nsecond\nthird\n')
  await rename(`${file}.new`, file)
}

test('poll() stops at a file whose identity is not the recorded one', async (t) => {
  const { file, reader } = await prepare(t, 'first\n')
  reader.assign(new Map([[0, { offset: 0 }]]))
  const [fetched] = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  const log = fetched?.logAt?.(6) ?? ''
  await writeFile(file, 'other\nlines\n')
  reader.assign(new Map([[0, { offset: 6, log }]]))
  const error = await t.throwsAsync(readAll(reader), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2212')
})

test('poll() accepts the recorded identity of a file that grew', async (t) => {
  const { file, reader } = await prepare(t, 'first\n')
  reader.assign(new Map([[0, { offset: 0 }]]))
  const [fetched] = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  await appendFile(file, 'second\n'.repeat(200))
  reader.assign(new Map([[0, { offset: 6, log: fetched?.logAt?.(6) ?? '' }]]))
  t.is((await readAll(reader)).values(0).length, 200)
})

test('poll() stops at a position that is not the beginning of a line', async (t) => {
  const { reader } = await prepare(t, 'first\nsecond\n')
  reader.assign(new Map([[0, { offset: 2 }]]))
  const error = await t.throwsAsync(readAll(reader), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2213')
})

test('poll() gives what it read before a failure, then the failure', async (t) => {
  const { root, reader } = await prepare(t, 'a\n')
  reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
  const fetched = await reader.poll({ waitMs: 0, maxBytes: 100, signal: never })
  t.is(fetched.length, 1)
  await t.throwsAsync(reader.poll({ waitMs: 0, maxBytes: 100, signal: never }), { instanceOf: DiagnosedError })
  await writeFile(join(root, 'partition-1.jsonl'), 'b\n')
  t.deepEqual((await readAll(reader)).values(1), ['b'])
})

test('readRange() gives exactly the lines of a range', async (t) => {
  const { reader } = await prepare(t, 'aa\nbb\ncc\ndd\n')
  const collector = new LineCollector()
  await reader.readRange({ partition: 0, begin: 3, end: 9 }, collector.of(0), never)
  t.deepEqual(collector.values(0), ['bb', 'cc'])
})

test('readRange() reads a range of many buffers', async (t) => {
  const { reader } = await prepare(t, `${'z'.repeat(79)}\n`.repeat(50_000))
  const collector = new LineCollector()
  await reader.readRange({ partition: 0, begin: 80, end: 80 * 49_999 }, collector.of(0), never)
  t.is(collector.values(0).length, 49_998)
})

const badRange = test.macro({
  async exec(t, [begin, end]: readonly [number, number], code: string) {
    const { reader } = await prepare(t, 'aa\nbb\ncc\ndd\n')
    const error = await t.throwsAsync(
      reader.readRange({ partition: 0, begin, end }, new LineCollector().of(0), never),
      {
        instanceOf: DiagnosedError,
      },
    )
    t.is(error.diagnostics[0]?.code, code)
  },
  title: (name = '') => `readRange() refuses a range that ${name}`,
})

test('ends behind the file', badRange, [3, 15], 'STRM2211')
test('ends within a line', badRange, [3, 8], 'STRM2213')
test('begins within a line', badRange, [4, 9], 'STRM2213')
