import { crc32c as native } from '@node-rs/crc32'

/** CRC32C (Castagnoli), unsigned; `before` continues the value of the bytes that come before these. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  return native(bytes, before)
}

/** CRC32C of two stretches of bytes in a row from their own values: `second` is `secondBytes` long. */
export function combineCrc32c(first: number, second: number, secondBytes: number): number {
  return (multiply(powerOfBytes(secondBytes), first) ^ second) >>> 0
}

/** The Castagnoli polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78
const ONE = 0x80000000
const X = 0x40000000

/** x^(8n) modulo the polynomial: what n zero bytes do to a CRC. */
function powerOfBytes(count: number): number {
  let power = ONE
  let square = multiply(multiply(X, X), multiply(X, X))
  square = multiply(square, square)
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(square, power)
    square = multiply(square, square)
  }
  return power
}

/** Product of two polynomials over GF(2), bits reversed. */
function multiply(a: number, b: number): number {
  let product = 0
  let shifted = b
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1
  }
  return product >>> 0
}
