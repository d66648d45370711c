import { encryptText } from '../../src/state/secrets/cipher.ts'
import type { StateKeys } from '../../src/state/secrets/state-keys.ts'

/** The same key for every state, without any file. */
export function fixedKeys(byte = 7): StateKeys {
  const bytes = Buffer.alloc(32, byte)
  const encryption = (lineage: string) =>
    ({ algorithm: 'aes-256-gcm', derivation: { name: 'none' }, check: encryptText('strmctl', bytes, lineage) }) as const
  return {
    find: async (_, known) => ({ bytes, encryption: known }),
    make: async (lineage) => ({ bytes, encryption: encryption(lineage) }),
  }
}
