import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { COMMANDS } from '../../../src/cli/commands/catalogue.ts'

/**
 * What adding a command touches: a folder (`greet/`: spec, run, view) and a line of the catalogue (in `main.ts` here). Everything
 * else is the program as it is.
 */
const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url))

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function strmctl(...words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import=tsx', PROGRAM, ...words], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

test('a command of the catalogue stands in the overview and has its own help', async (t) => {
  t.regex((await strmctl('--help')).stdout, /^ {2}greet +Greet somebody$/m)
  const { stdout } = await strmctl('greet', '--help')
  t.regex(stdout, /^Usage: strmctl greet NAME \[OPTIONS\]$/m)
  t.regex(stdout, /^ +--after DURATION +how long to wait \[default: 90s\]$/m)
  t.regex(stdout, /^ +--loudly +so that everybody hears it$/m)
})

test('a command of the catalogue gets its arguments read, and answers people', async (t) => {
  t.deepEqual(await strmctl('greet', 'Ada'), { code: 0, stdout: 'Hello Ada, in 90 s\n', stderr: '' })
  t.is((await strmctl('greet', 'Ada', '--after', '5m', '-loudly')).stdout, 'Hello ADA, in 300 s\n')
})

test('a command of the catalogue answers programs', async (t) => {
  const { stdout } = await strmctl('greet', 'Ada', '--json')
  const messages = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  t.like(messages[0], { type: 'version' })
  t.like(messages[1], { type: 'greeting', greeting: { name: 'Ada', seconds: 90 } })
})

test('a value that the spec does not allow is a usage diagnostic with a near spelling', async (t) => {
  const wrong = await strmctl('greet', 'Ada', '--after', '5')
  t.is(wrong.code, 64)
  t.regex(wrong.stderr, /STRM4003[\s\S]*"--after" needs a duration[\s\S]*Did\s+you\s+mean\s+"5s"\?/)
  t.regex((await strmctl('great', 'Ada')).stderr, /Did\s+you\s+mean\s+"greet"\?/)
})

test('every folder of commands has a spec, a run and a line in the catalogue', async (t) => {
  const commands = new URL('../../../src/cli/commands/', import.meta.url)
  const entries = await readdir(commands, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  t.deepEqual(folders.toSorted(), COMMANDS.map(({ name }) => name).toSorted())
  for (const folder of folders) {
    const files = await readdir(new URL(`${folder}/`, commands))
    t.true(
      ['spec.ts', 'run.ts'].every((file) => files.includes(file)),
      folder,
    )
  }
})
