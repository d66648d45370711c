import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
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

test.serial('npm pack leaves out tests and source maps', async (t) => {
  const { files } = await pack(await temporaryDirectory(t))
  t.true(files.includes('dist/cli/bin.js'))
  t.true(files.includes('LICENSE'))
  t.deepEqual(
    files.filter((file) => !WANTED.test(file) || UNWANTED.test(file)),
    [],
  )
})

test.serial('what is built holds our own code, and that of packages stays with them', async (t) => {
  const { files } = await pack(await temporaryDirectory(t))
  const built = files.filter((file) => /^dist\/.+\.js$/.test(file))
  const texts = await Promise.all(built.map((file) => readFile(join(repository, file), 'utf8')))
  const modules = texts.flatMap((text) =>
    [...text.matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(([, module]) => module ?? ''),
  )
  t.true(modules.includes('src/cli/main.ts'))
  t.deepEqual(
    modules.filter((module) => !module.startsWith('src/')),
    [],
  )
})

test.serial('npm install -g of the package gives a working strmctl', async (t) => {
  t.timeout(240_000)
  const directory = await temporaryDirectory(t)
  const { tarball } = await pack(directory)
  const prefix = join(directory, 'prefix')
  await npm(['install', '--global', '--prefix', prefix, '--prefer-offline', '--no-audit', '--no-fund', tarball])
  const strmctl = await installed(prefix, directory)

  t.is((await strmctl(['version'])).stdout, `strmctl ${await packageVersion()}\n`)
  t.regex((await strmctl(['--help'])).stdout, /Usage/i)
  t.regex((await strmctl(['explain', 'STRM4000'])).stdout, /STRM4000/)
})

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

async function packageVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
