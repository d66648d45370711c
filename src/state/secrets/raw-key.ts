import { KEY_BYTES } from './cipher.ts'

/** The 32 bytes of a key that is written as hex or as base64 (also the URL-safe kind, with or without padding); nothing for any other text. */
export function rawKey(text: string): Uint8Array | undefined {
  const trimmed = text.trim()
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined
  const bytes = Buffer.from(trimmed, 'base64')
  return bytes.length === KEY_BYTES ? bytes : undefined
}
