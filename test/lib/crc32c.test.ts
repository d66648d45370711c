import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { combineCrc32c, crc32c } from '../../src/lib/crc32c.ts'

test('crc32c() gives the check value of CRC-32C', (t) => {
  t.is(crc32c(new TextEncoder().encode('123456789')), 0xe3069283)
})

test('crc32c() goes on where it stopped, and combineCrc32c() joins two stretches', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.uint8Array({ maxLength: 5000 }), (first, second) => {
      const whole = crc32c(Buffer.concat([first, second]))
      t.is(crc32c(second, crc32c(first)), whole)
      t.is(combineCrc32c(crc32c(first), crc32c(second), second.length), whole)
    }),
    { numRuns: 200 },
  )
  t.pass()
})

test('combineCrc32c() joins stretches of more than 4 GiB', (t) => {
  const block = new Uint8Array(1 << 20)
  let zeros = 0
  for (let n = 0; n < 8; n++) zeros = crc32c(block, zeros)
  // 2^33 zero bytes in 2^10 steps of 8 MiB, and at once.
  let stepwise = 7
  for (let n = 0; n < 1024; n++) stepwise = combineCrc32c(stepwise, zeros, 8 << 20)
  let all = zeros
  for (let bytes = 8 << 20; bytes < 2 ** 33; bytes *= 2) all = combineCrc32c(all, all, bytes)
  t.is(combineCrc32c(7, all, 2 ** 33), stepwise)
})
