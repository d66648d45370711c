// The main job end to end, as a tour: every command is printed before it runs.
// `npm run quickstart`; works in a scratch directory that is removed at the end (KEEP=1 keeps it).
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'strmctl-quickstart-'))
const configuration = join(scratch, 'main.strm.hcl')
const bold = process.stdout.isTTY ? (text) => `\u001b[1m${text}\u001b[0m` : (text) => text

/** Prints a step's title. */
function say(title) {
  console.log(`\n${bold(`── ${title}`)}\n`)
}

/** Prints a command as a user types it, runs it, and ends the tour where its exit code is another one than expected. */
function run(line, expected = 0) {
  console.log(bold(`$ ${line}`))
  const [command, ...args] = line.split(' ')
  const [file, words] = command === 'strmctl' ? [process.execPath, [bin, ...args]] : ['sh', ['-c', line]]
  const { status } = spawnSync(file, words, { cwd: scratch, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === expected) return
  console.error(`\nThe tour stopped: exit code ${status}, ${expected} was expected.`)
  process.exitCode = 1
  throw new Error(line)
}

/** Changes the configuration as an editor would. */
function edit(from, to) {
  console.log(bold(`# main.strm.hcl: ${from}  →  ${to}`))
  writeFileSync(configuration, readFileSync(configuration, 'utf8').replace(from, to))
}

try {
  cpSync(fileURLToPath(new URL('./main.strm.hcl', import.meta.url)), configuration)

  say('A configuration: one stream, one place to write to, one exporter')
  run('cat main.strm.hcl')

  say('What would change? plan touches nothing')
  run('strmctl plan')

  say('Make it so')
  run('strmctl apply --auto-approve')

  say('Five thousand random events')
  run('strmctl simulate random-events demo --count 5000 --seed 1')

  say('Export what is there, then stop')
  run('strmctl up --once')

  say('The objects: JSON Lines, named by time, stream and partitions')
  run('ls -l lake/events')
  run('head -n 1 lake/events/*.jsonl | cut -c 1-240')

  say('A changed interval is an update in place: the position is kept')
  edit('interval       = "60s"', 'interval       = "30s"')
  run('strmctl plan')
  run('strmctl apply --auto-approve')

  say('Two thousand more: the second export holds only what is new')
  run('strmctl simulate random-events demo --count 2000 --seed 2')
  run('strmctl up --once')
  run('wc -l lake/events/*.jsonl')
  run('strmctl status')

  say('The proof: the objects tile every partition, nothing lost, nothing twice')
  run('strmctl verify --content')

  say('A connector in use is not deleted')
  run('strmctl delete data-connector lake', 1)

  say('Tear down: objects and events stay')
  run('strmctl destroy --auto-approve')
  run('wc -l lake/events/*.jsonl')
} finally {
  if (process.env.KEEP === undefined) rmSync(scratch, { recursive: true, force: true })
  else console.log(`\nKept: ${scratch}`)
}
