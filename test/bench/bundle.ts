import { basename, extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Below the repository, so that packages are found. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/strmctl/bench/', import.meta.url))

/** One file of a module and all of ours that it imports, made as the program itself is. Gives its URL. */
export async function bundle(module: URL): Promise<string> {
  const entry = fileURLToPath(module)
  const outfile = `${CACHE}${basename(entry, extname(entry))}.mjs`
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
  })
  return pathToFileURL(outfile).href
}
