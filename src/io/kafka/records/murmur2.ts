const SEED = 0x9747b28c
const MULTIPLIER = 0x5bd1e995

/** The partition that Kafka's Java client gives to a key: its default partitioner, so that a key stays in one place whoever writes. */
export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions
}

/** MurmurHash2 (Austin Appleby, public domain) with the seed of Kafka, as a signed 32-bit number. */
function murmur2(bytes: Uint8Array): number {
  let hash = SEED ^ bytes.length
  const whole = bytes.length & ~3
  for (let at = 0; at < whole; at += 4) {
    const word =
      byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24)
    const mixed = Math.imul(word, MULTIPLIER)
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER)
  }
  const left = bytes.length - whole
  if (left > 0) {
    for (let index = left - 1; index >= 0; index--) hash ^= byte(bytes, whole + index) << (8 * index)
    hash = Math.imul(hash, MULTIPLIER)
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER)
  return hash ^ (hash >>> 15)
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
