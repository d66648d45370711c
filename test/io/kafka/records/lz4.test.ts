import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import wabt from 'wabt'
import { LZ4_BLOCK_WASM } from '../../../../src/io/kafka/records/lz4-block-wasm.ts'
import { Lz4Blocks } from '../../../../src/io/kafka/records/lz4-block.ts'
import { loadLz4 } from '../../../../src/io/kafka/records/lz4.ts'
import { matchesGolden } from '../../../golden.ts'
import { fc } from '../../../tooling/properties.ts'
import { encodeLz4Block, lz4Frame } from './lz4-sequences.ts'

const MOST = 64 * 1024
const NOTHING = new Uint8Array()
/** Where the block of the test below may end: after literals, also after none. */
const AFTER_LITERALS = [22, 27]
const folder = new URL('../../../../src/io/kafka/records/', import.meta.url)

const sequences = fc.array(
  fc.record({
    literals: fc.uint8Array({ maxLength: 40 }),
    distance: fc.oneof(fc.nat(40), fc.nat(0xffff)),
    length: fc.oneof(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 4, max: 1000 })),
  }),
  { maxLength: 12 },
)
const last = fc.uint8Array({ maxLength: 300 })

/** Made anew from the text with `UPDATE_GOLDEN=1 npx ava test/io/kafka/records/lz4.test.ts`. */
test('lz4-block-wasm.ts is what lz4-block.wat says', async (t) => {
  const text = await readFile(new URL('lz4-block.wat', folder))
  const module = (await wabt()).parseWat('lz4-block.wat', text, { simd: true })
  module.validate()
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64')
  const source = `/** lz4-block.wat as WebAssembly, in base64; lz4.test.ts says how to rebuild it. */\nexport const LZ4_BLOCK_WASM =\n  '${base64}'\n`
  await matchesGolden(t, fileURLToPath(new URL('lz4-block-wasm.ts', folder)), source)
  t.true(source.includes(LZ4_BLOCK_WASM))
})

test('a block gives its content, in exactly the space for it and with anything before it', (t) => {
  const blocks = new Lz4Blocks()
  fc.assert(
    fc.property(sequences, last, fc.uint8Array({ maxLength: 100 }), (list, end, before) => {
      const { block, content } = encodeLz4Block(list, end, before)
      const whole = { bytes: block, begin: 0, end: block.length, before }
      t.true(content.equals(blocks.decompress({ ...whole, most: content.length })))
      t.true(content.equals(blocks.decompress({ ...whole, most: MOST })))
      if (content.length > 0) t.throws(() => blocks.decompress({ ...whole, most: content.length - 1 }))
    }),
    { numRuns: 500 },
  )
})

test('a block that is cut off anywhere, and one that reaches before its content, are damaged', (t) => {
  const blocks = new Lz4Blocks()
  const list = [
    { literals: Buffer.from('abcdefghijklmnopqrst'), distance: 6, length: 300 },
    { literals: NOTHING, distance: 2, length: 19 },
  ]
  const { block } = encodeLz4Block(list, Buffer.from('the end'))
  for (let end = 0; end < block.length; end++) {
    if (AFTER_LITERALS.includes(end)) continue
    t.throws(() => blocks.decompress({ bytes: block, begin: 0, end, most: MOST, before: NOTHING }), undefined, `${end}`)
  }
  const reaching = Buffer.from([0x10, 0x61, 2, 0, 0])
  t.throws(() => blocks.decompress({ bytes: reaching, begin: 0, end: 5, most: MOST, before: NOTHING }))
  t.is(
    Buffer.from(
      blocks.decompress({ bytes: reaching, begin: 0, end: 5, most: MOST, before: Buffer.from('xy') }),
    ).toString(),
    'ayaya',
  )
  const nowhere = Buffer.from([0x10, 0x61, 0, 0, 0])
  t.throws(() => blocks.decompress({ bytes: nowhere, begin: 0, end: 5, most: MOST, before: NOTHING }))
})

test('whatever a block says, it ends, keeps to its space, and the next one is read', (t) => {
  const blocks = new Lz4Blocks()
  const good = encodeLz4Block([{ literals: Buffer.from('one'), distance: 2, length: 70 }], Buffer.from('two'))
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })
  fc.assert(
    fc.property(fc.tuple(sequences, last), changes, fc.nat(3000), ([list, end], changed, most) => {
      const { block } = encodeLz4Block(list, end)
      for (const [at, byte] of changed) block[at % block.length] = byte
      t.true(contentLength(blocks, block, most) <= most)
      t.true(
        good.content.equals(
          blocks.decompress({ bytes: good.block, begin: 0, end: good.block.length, most: 100, before: NOTHING }),
        ),
      )
    }),
    { numRuns: 2000 },
  )
})

test('frames of several blocks are read, linked ones over stored blocks and over 64 KiB', (t) => {
  const decompress = loadLz4()
  const first = encodeLz4Block([{ literals: Buffer.from('0123456789'), distance: 9, length: 65_000 }], Buffer.from('z'))
  const stored = Buffer.from('stored')
  const before = Buffer.concat([first.content, stored])
  const far = [{ literals: NOTHING, distance: 0xffff, length: 65_000 }]
  const second = encodeLz4Block(far, Buffer.from('.'), before)
  const third = encodeLz4Block(far, Buffer.from('!'), Buffer.concat([before, second.content]))
  const blocks = [
    { bytes: first.block },
    { bytes: stored, isStored: true },
    { bytes: second.block },
    { bytes: third.block },
  ]
  const content = Buffer.concat([before, second.content, third.content])
  t.true(content.equals(decompress(lz4Frame(blocks, true), content.length + 2 * MOST)))
  t.throws(() => decompress(lz4Frame(blocks, false), content.length + 2 * MOST), { message: /damaged/ })
  t.throws(() => decompress(lz4Frame(blocks, true), content.length - 1), { message: /too large/ })
  t.is(decompress(lz4Frame([], false), 0).length, 0)
})

test('a block longer than the frame allows is refused, and one of 4 MiB is read', (t) => {
  const decompress = loadLz4()
  const long = Buffer.alloc(MOST + 1)
  t.throws(() => decompress(lz4Frame([{ bytes: long, isStored: true }], false), 4 * MOST), { message: /too long/ })
  const { block, content } = encodeLz4Block([{ literals: Buffer.from('ab'), distance: 1, length: 4_000_000 }], NOTHING)
  const frame = lz4Frame([{ bytes: block }], false)
  frame[5] = 0x70
  t.true(content.equals(decompress(frame, 4 * 1024 * 1024)))
})

function contentLength(blocks: Lz4Blocks, bytes: Uint8Array, most: number): number {
  try {
    return blocks.decompress({ bytes, begin: 0, end: bytes.length, most, before: NOTHING }).length
  } catch (error) {
    if (error instanceof Error) return 0
    throw error
  }
}
