import { join } from 'node:path'
import test from 'ava'
import { auditNumbers, NumberedWriter } from './numbered-writer.ts'
import { demoConfiguration, makeProject, readLines } from './project.ts'
import { runCli, startCli } from './run-cli.ts'

const PARTITIONS = 2

test('a stalled up is replaced after its lease and does no harm when it wakes', async (t) => {
  t.timeout(120_000)
  const configuration = demoConfiguration({ partitions: PARTITIONS, extra: 'max_object_records = 25' })
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  const writer = new NumberedWriter(join(cwd, 'streams', 'demo'), PARTITIONS)
  const first = startCli(['up', '--lease', '1s'], { cwd })
  await first.seen(/wrote/)
  const second = startCli(['up', '--lease', '1s'], { cwd })
  await second.seen(/waiting: process \d+/)
  for (let round = 0; round < 3; round++) {
    const [runs, waits] = round % 2 === 0 ? [first, second] : [second, first]
    const before = waits.output().stdout.length
    runs.child.kill('SIGSTOP')
    await waits.seen(new RegExp(`^[\\s\\S]{${before},}wrote`))
    const woken = runs.output().stdout.length
    runs.child.kill('SIGCONT')
    await runs.seen(new RegExp(`^[\\s\\S]{${woken},}waiting: process \\d+`))
  }
  const written = await writer.stop()
  first.child.kill('SIGTERM')
  t.is((await first.ended).code, 0)
  second.child.kill('SIGTERM')
  t.is((await second.ended).code, 0)
  t.is((await runCli(['up', '--once'], { cwd })).code, 0)
  t.deepEqual(auditNumbers(await readLines(join(cwd, 'lake', 'events')), written), [])
  t.is((await runCli(['verify', '--content'], { cwd })).code, 0)
})
