import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { auditNumbers } from '../numbered-writer.ts'
import { demoConfiguration, makeProject, readLines } from '../project.ts'
import { runCli } from '../run-cli.ts'

const EVENTS = 50
/** In an order in which each of them is reached: there is something to recover only after an announcement. */
const POINTS = ['joined', 'sealed', 'announced', 'recovering', 'created', 'announced:2', 'advanced']

test('up kills itself at the crash point that the environment names, and the next one recovers', async (t) => {
  t.timeout(120_000)
  const configuration = demoConfiguration({ partitions: 1, extra: 'max_object_records = 10' })
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  const lines = Array.from({ length: EVENTS }, (_, n) => `{"n":${n}}\n`)
  await appendFile(join(cwd, 'streams', 'demo', 'partition-0.jsonl'), lines.join(''))
  for (const point of POINTS) {
    const env = { STRMCTL_CRASH_AT: point }
    const { signal, stderr } = await runCli(['up', '--once', '--lease', '1s'], { cwd, env })
    t.is(signal, 'SIGKILL', `${point}: ${stderr}`)
  }
  t.is((await runCli(['up', '--once', '--lease', '1s'], { cwd })).code, 0)
  t.deepEqual(auditNumbers(await readLines(join(cwd, 'lake', 'events')), EVENTS), [])
  t.is((await runCli(['verify', '--content'], { cwd })).code, 0)
})

for (const wrong of ['nowhere', 'announced:0', 'announced:x']) {
  test(`up refuses the crash point "${wrong}"`, async (t) => {
    const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration() })
    t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
    const { code, stderr } = await runCli(['up', '--once'], { cwd, env: { STRMCTL_CRASH_AT: wrong } })
    t.is(code, 64)
    t.regex(stderr, /STRMCTL_CRASH_AT must be one of joined, /)
  })
}
