import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** What string-width makes when it loads, 25 ms of processor time, and needs only for text beyond ASCII. */
const LAZY: readonly (readonly [eager: string, lazy: string])[] = [
  [
    'const segmenter = new Intl.Segmenter();',
    'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
  ],
  [
    String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
    String.raw`let emoji; const rgiEmojiRegex = { test: (text) => (emoji ??= new RegExp('^\\p{RGI_Emoji}$', 'v')).test(text) };`,
  ],
]

/** Makes it on first use instead. A version that is written otherwise fails the build. */
export const LAZY_STRING_WIDTH: Plugin = {
  name: 'lazy-string-width',
  setup: (build) =>
    build.onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const missing = LAZY.find(([eager]) => !text.includes(eager))
      if (missing !== undefined) return { errors: [{ text: `Cannot find in string-width: ${missing[0]}` }] }
      return { contents: LAZY.reduce((code, [eager, lazy]) => code.replace(eager, () => lazy), text), loader: 'js' }
    }),
}

const CRC32 = `
import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
let native
export const crc32 = (bytes, before) => (native ??= load("@node-rs/crc32")).crc32(bytes, before)
export const crc32c = (bytes, before) => (native ??= load("@node-rs/crc32")).crc32c(bytes, before)
`

/** The native library is loaded for the first checksum: 15 ms that commands without a state need not spend. */
export const LAZY_CRC32: Plugin = {
  name: 'lazy-crc32',
  setup: (build) => {
    build.onResolve({ filter: /^@node-rs\/crc32$/ }, ({ path }) => ({ path, namespace: 'lazy', sideEffects: false }))
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({ contents: CRC32, loader: 'js' }))
  },
}
