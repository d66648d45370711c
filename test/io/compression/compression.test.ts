import { gunzipSync } from 'node:zlib'
import { Decoder } from '@toondepauw/node-zstd'
import { fc } from '../../tooling/properties.ts'
import test from 'ava'
import { CODECS } from '../../../src/cli/compose-engine.ts'
import { gzip } from '../../../src/io/compression/gzip.ts'
import { inBlocks } from '../../../src/io/compression/blocks.ts'

const never = new AbortController().signal

/** Lines that compress like real ones, larger than a block of any codec. */
const CONTENT = Buffer.from(
  Array.from({ length: 90_000 }, (_, n) => `{"n":${n},"user":"u${(n * 7919) % 5000}","at":${n * 37}}\n`).join(''),
).subarray(0, 4_500_000)

function cut(content: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const size = sizes[turn % sizes.length] ?? content.length
    pieces.push(content.subarray(at, at + size))
    at += size
  }
  return pieces
}

async function* stream(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

for (const [name, codec] of Object.entries(CODECS)) {
  test(`${name} gives the same bytes however the content is cut, and the content back`, async (t) => {
    const packed = Buffer.concat(await codec.compress([CONTENT], never))
    t.true(packed.length < CONTENT.length / 2)
    for (const sizes of [[4096, 16384, 65536], [1 << 20], [1_000_003], [1, 777_777]]) {
      t.true(Buffer.concat(await codec.compress(cut(CONTENT, sizes), never)).equals(packed))
    }
    for (const size of [1000, 65536, packed.length]) {
      t.true((await collect(codec.decompress(stream(packed, size)))).equals(CONTENT))
    }
  })

  test(`${name} packs nothing, a block exactly, and what does not compress`, async (t) => {
    const contents = [new Uint8Array(0), CONTENT.subarray(0, 4 << 20), noise(300_000)]
    for (const content of contents) {
      const packed = Buffer.concat(await codec.compress([content], never))
      t.true((await collect(codec.decompress(stream(packed, 777)))).equals(content))
    }
  })

  test(`${name} tells data that is damaged or cut off`, async (t) => {
    const packed = Buffer.concat(await codec.compress([CONTENT.subarray(0, 100_000)], never))
    await t.throwsAsync(collect(codec.decompress(stream(packed.subarray(0, packed.length - 5), 1000))))
    await t.throwsAsync(collect(codec.decompress(stream(Buffer.from('{"n":1}\n'), 1000))))
  })

  test(`${name} ends with the signal's reason`, async (t) => {
    const stop = new AbortController()
    const reason = new Error('stopped')
    const packing = codec.compress([CONTENT], stop.signal)
    stop.abort(reason)
    await t.throwsAsync(packing, { is: reason })
  })
}

function noise(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16)
}

test('gzip() makes one member that says nothing of when and where it was made', async (t) => {
  const packed = Buffer.concat(await gzip([Buffer.from('a\nb\n')], never))
  t.is(packed.subarray(0, 10).toString('hex'), '1f8b08000000000000ff')
  t.is(gunzipSync(packed).toString(), 'a\nb\n')
})

test('zstd is read by another reader as a whole', async (t) => {
  const packed = Buffer.concat(await CODECS.zstd.compress([CONTENT], never))
  t.true((await new Decoder().decode(packed)).equals(CONTENT))
})

test('inBlocks() cuts at the same places whatever the pieces', (t) => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 30 }), (pieces, size) => {
      const blocks = [...inBlocks(pieces, size)].map(({ length }) => length)
      const total = pieces.reduce((sum, { length }) => sum + length, 0)
      t.is(
        blocks.reduce((sum, length) => sum + length, 0),
        total,
      )
      t.true(blocks.slice(0, -1).every((length) => length === size))
      const copied = [...mapped(inBlocks(pieces, size))]
      t.true(Buffer.concat(copied).equals(Buffer.concat(pieces)))
    }),
  )
})

function* mapped(blocks: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const block of blocks) yield Uint8Array.from(block)
}
