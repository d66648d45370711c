import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import manifest from '../../package.json' with { type: 'json' }
import { GLOBAL_OPTIONS } from '../../src/cli/arguments/shared-options.ts'
import { COMMANDS } from '../../src/cli/commands/catalogue.ts'
import { renderOverview } from '../../src/cli/arguments/render-help.ts'
import { LAZY_CRC32, LAZY_STRING_WIDTH } from './lazy-packages.ts'
import { bundledPackages, thirdPartyNotices } from './third-party-notices.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/**
 * `npm run build`: the program as one entry and chunks that load on first use (.github/decisions/0018-start-up.md), the overview
 * that `--help` prints without loading a command, and the notices of the packages inside.
 */
const { metafile } = await build({
  absWorkingDir: repository,
  entryPoints: ['src/cli/bin.ts'],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  outbase: 'src',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: true,
  // Names and lines stay: stack traces in reports are read without maps.
  minifySyntax: true,
  legalComments: 'none',
  // Modules of packages rather than CommonJS, so that only the used part comes along.
  mainFields: ['module', 'main'],
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  external: Object.keys(manifest.dependencies),
  plugins: [LAZY_STRING_WIDTH, LAZY_CRC32],
  metafile: true,
  logLevel: 'warning',
})
await writeFile('dist/cli/help.txt', renderOverview(COMMANDS, GLOBAL_OPTIONS))
await writeFile('dist/THIRD-PARTY-NOTICES.txt', await thirdPartyNotices(repository, bundledPackages(metafile)))
