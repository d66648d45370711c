import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import { temporaryDirectory } from './temporary-directory.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** What a user needs, and what npm always adds. */
const WANTED = /^(dist\/.+\.(js|txt)|schemas\/.+|examples\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/
const UNWANTED = /(^|\/)(test|bench)\/|^state\/|\.test\.|\.map$/

/** What esbuild leaves of an import of something that stays outside. */
const IMPORT = /^(?:import |} )(?:.* from )?"([^".][^"]*)";$|\b(?:import|load)\("([^".][^"]*)"\)/gm

test.serial('npm pack leaves out tests and source maps', async (t) => {
  const { files } = await pack(await temporaryDirectory(t))
  t.true(files.includes('dist/cli/bin.js'))
  t.true(files.includes('LICENSE'))
  t.deepEqual(
    files.filter((file) => !WANTED.test(file) || UNWANTED.test(file)),
    [],
  )
})

test.serial('package.json asks for the packages that the built code imports, and for no other', async (t) => {
  const texts = await builtFiles()
  const imported = texts.flatMap((text) => [...text.matchAll(IMPORT)])
  const packages = imported.map(([, of, lazy]) => of ?? lazy ?? '').filter((name) => !isBuiltin(name))
  t.deepEqual([...new Set(packages)].toSorted(), Object.keys((await manifest()).dependencies).toSorted())
})

test.serial('every package with code in what is built has its licence among the notices', async (t) => {
  const texts = await builtFiles()
  const names = texts.flatMap((text) => [...text.matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)])
  const packages = new Set(names.map(([, name = '']) => name))
  const notices = await readFile(join(repository, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')
  t.true(packages.has('@aws-sdk/client-s3'))
  t.deepEqual(
    [...packages].filter((name) => !notices.includes(`\n${name} `)),
    [],
  )
})

test.serial(
  'npm install -g of the package gives a working strmctl, without a compiler and without scripts',
  async (t) => {
    t.timeout(240_000)
    const directory = await temporaryDirectory(t)
    const { tarball } = await pack(directory)
    const prefix = join(directory, 'prefix')
    const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
    await npm(['install', '--global', '--prefix', prefix, ...quietly, tarball])
    const strmctl = await installed(prefix, directory)

    t.is((await strmctl(['version'])).stdout, `strmctl ${(await manifest()).version}\n`)
    t.regex((await strmctl(['--help'])).stdout, /Usage/i)
    t.regex((await strmctl(['explain', 'STRM4000'])).stdout, /STRM4000/)
    await cp(join(repository, 'examples/s3/yaml'), join(directory, 'empty'), { recursive: true })
    t.regex((await strmctl(['validate'])).stdout, /configuration is valid/)
  },
)

interface Packed {
  readonly tarball: string
  readonly files: readonly string[]
}

/** Packs what is built: `npm test` has built it just before. */
async function pack(directory: string): Promise<Packed> {
  const { stdout } = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', directory])
  const [packed] = JSON.parse(stdout) as readonly { filename: string; files: readonly { path: string }[] }[]
  if (packed === undefined) throw new Error(`npm pack told nothing: ${stdout}`)
  return { tarball: join(directory, packed.filename), files: packed.files.map(({ path }) => path) }
}

/** npm as a user calls it: what the surrounding `npm test` has set for its own run must not reach it. */
function npm(args: readonly string[]): Promise<{ stdout: string }> {
  const own = /^npm_(lifecycle_|package_|command$|config_(prefix|global_prefix|local_prefix)$)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
  return run('npm', args, { cwd: repository, env })
}

/** The installed command in an empty directory. */
async function installed(prefix: string, directory: string): Promise<(args: string[]) => Promise<{ stdout: string }>> {
  const cwd = join(directory, 'empty')
  await mkdir(cwd)
  const env = { PATH: process.env['PATH'], HOME: cwd }
  return (args) => run(join(prefix, 'bin/strmctl'), args, { cwd, env })
}

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as Manifest
}

async function builtFiles(): Promise<readonly string[]> {
  const entries = await readdir(join(repository, 'dist'), { recursive: true })
  const files = entries.filter((file) => file.endsWith('.js'))
  return Promise.all(files.map((file) => readFile(join(repository, 'dist', file), 'utf8')))
}
