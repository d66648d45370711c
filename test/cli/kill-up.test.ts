import { join } from 'node:path'
import test from 'ava'
import { auditNumbers, NumberedWriter } from './numbered-writer.ts'
import { demoConfiguration, makeProject, readLines } from './project.ts'
import { randomFrom, testSeed, wait } from './random.ts'
import { runCli, startCli } from './run-cli.ts'

const KILLS = 50
const PARTITIONS = 3

test('up killed 50 times at random moments loses and doubles nothing', async (t) => {
  t.timeout(400_000)
  const seed = testSeed()
  t.log(`SEED=${seed}`)
  const random = randomFrom(seed)
  const configuration = demoConfiguration({ partitions: PARTITIONS, extra: 'max_object_records = 25' })
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  const writer = new NumberedWriter(join(cwd, 'streams', 'demo'), PARTITIONS)
  for (let kill = 0; kill < KILLS; kill++) {
    const up = startCli(['up', '--lease', '3s'], { cwd })
    await up.seen(/running/)
    await wait(random() * 300)
    up.child.kill('SIGKILL')
    t.is((await up.ended).signal, 'SIGKILL')
  }
  const written = await writer.stop()
  const last = await runCli(['up', '--once'], { cwd })
  t.is(last.code, 0, last.stderr)
  const lines = await readLines(join(cwd, 'lake', 'events'))
  t.deepEqual(auditNumbers(lines, written), [], `SEED=${seed}`)
  t.true(written > 500, `only ${written} events were written`)
  const proof = await runCli(['verify', '--content'], { cwd })
  t.is(proof.code, 0, proof.stdout)
})
