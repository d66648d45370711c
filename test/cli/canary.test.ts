import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { makeProject } from './project.ts'
import { runCli, type CliOptions } from './run-cli.ts'

const CANARY = 'c4nary-Hunter2-zoë'

/** The secret stands in a variable and flows, derived, into a password. Nothing listens at that address, so the topic cannot be applied; the rest can. */
const CONFIGURATION = `
variable "secret" {
  type      = string
  sensitive = true
}

stream "demo" {
  directory { path = "streams/demo" }
}

stream "topic" {
  kafka {
    bootstrap_servers = ["127.0.0.1:1"]
    topic             = "events"
    sasl {
      mechanism = "PLAIN"
      username  = "me"
      password  = "\${lower(var.secret)}!"
    }
  }
}

data_connector "lake" {
  local_directory { path = "lake" }
}

batch_exporter "lake-demo" {
  stream         = stream.demo
  data_connector = data_connector.lake
}
`

const MISTAKES = `
stream "events" {
  kafka {
    bootstrap_servers = ["127.0.0.1:1"]
    topic             = "events"
    sasl {
      mechanism = "PLAIN"
      username  = "me"
      password  = "${CANARY}"
      pasword   = "${CANARY}"
    }
  }
}

locals {
  broken = "\${var.secret + 1}"
}

batch_exporter "e" {
  stream         = stream.events
  data_connector = data_connector.lake
  path_prefix    = "\${var.secret}/"
  interval       = var.secret
}
`

test('a secret is in no output, state, journal or error', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': CONFIGURATION })
  const options: CliOptions = { cwd, env: { STRMCTL_VAR_secret: CANARY, STRMCTL_DEBUG: '1' } }
  const printed: string[] = []
  const run = async (...args: readonly string[]): Promise<void> => {
    for (const extra of [[], ['--json']]) {
      const { stdout, stderr } = await runCli([...args, ...extra], options)
      printed.push(`${args.join(' ')}: ${stdout}${stderr}`)
    }
  }
  await run('validate')
  await run('plan')
  await run('apply', '--auto-approve')
  await run('simulate', 'random-events', 'demo', '--count', '10')
  await run('up', '--once')
  for (const words of [
    'show',
    'status',
    'verify --content',
    'list data-connectors -o json',
    'get batch-exporter lake-demo',
    'plan',
  ])
    await run(...words.split(' '))
  await writeFile(join(cwd, 'second.strm.hcl'), MISTAKES)
  await run('validate')
  await run('plan')
  await run('destroy', '--auto-approve')
  const kept = await filesBelow(join(cwd, 'state'))
  t.true(kept.length > 1, 'no state was written')
  const keys = await filesBelow(join(cwd, '.config'))
  t.is(keys.length, 1)
  for (const text of [...printed, ...kept]) {
    t.false(text.includes(CANARY), text)
    t.false(text.includes(CANARY.toLowerCase()), text)
  }
})

test('the state of a secret needs its key', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': CONFIGURATION })
  const env = { STRMCTL_VAR_secret: CANARY, STRMCTL_STATE_PASSPHRASE: 'correct horse' }
  t.is((await runCli(['apply', '--auto-approve'], { cwd, env })).code, 1)
  t.is((await runCli(['show'], { cwd, env })).code, 0)
  const without = await runCli(['show'], { cwd, env: { STRMCTL_VAR_secret: CANARY } })
  t.is(without.code, 1)
  t.regex(without.stderr, /STRMCTL_STATE_PASSPHRASE/)
  const wrong = await runCli(['show'], { cwd, env: { ...env, STRMCTL_STATE_PASSPHRASE: 'wrong' } })
  t.is(wrong.code, 1)
})

test('no key file is made on a CI system', async (t) => {
  const cwd = await makeProject(t, { 'main.strm.hcl': CONFIGURATION })
  const result = await runCli(['apply', '--auto-approve'], { cwd, env: { STRMCTL_VAR_secret: CANARY, CI: 'true' } })
  t.is(result.code, 1)
  t.regex(result.stderr, /STRMCTL_STATE_KEY[\s\S]*STRMCTL_STATE_PASSPHRASE/)
  t.deepEqual(await filesBelow(join(cwd, '.config')), [])
})

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
}
