import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { makeProject } from './project.ts'
import { randomFrom, testSeed, wait } from './random.ts'
import { runCli, startCli } from './run-cli.ts'

const KILLS = 50
const STREAMS = 3

test('apply killed 50 times at random moments leaves a state that loads, converges and orphans nothing', async (t) => {
  t.timeout(400_000)
  const seed = testSeed()
  t.log(`SEED=${seed}`)
  const random = randomFrom(seed)
  const cwd = await makeProject(t, { 'main.strm.hcl': configuration(8, '60s') })
  for (let kill = 0; kill < KILLS; kill++) {
    const exporters = [8, 3, 0, 6][kill % 4] ?? 0
    await writeFile(join(cwd, 'main.strm.hcl'), configuration(exporters, `${30 + kill}s`))
    const apply = startCli(['apply', '--auto-approve', '--parallelism', '3'], { cwd })
    await Promise.race([apply.seen(/perform the following/), apply.ended])
    await wait(random() * 250)
    apply.child.kill('SIGKILL')
    await apply.ended
    const show = await runCli(['show'], { cwd })
    t.true(show.code === 0 || /STRM4006/.test(show.stderr), `SEED=${seed} ${show.stderr}`)
  }
  await writeFile(join(cwd, 'main.strm.hcl'), configuration(8, '60s'))
  const apply = await runCli(['apply', '--auto-approve'], { cwd })
  t.is(apply.code, 0, `SEED=${seed} ${apply.stdout}${apply.stderr}`)
  const plan = await runCli(['plan', '--detailed-exitcode'], { cwd })
  t.is(plan.code, 0, `SEED=${seed} ${plan.stdout}`)
  t.is((await ledgers(cwd)).length, 8, `SEED=${seed}`)
  const destroy = await runCli(['destroy', '--auto-approve'], { cwd })
  t.is(destroy.code, 0, destroy.stderr)
  t.deepEqual(await ledgers(cwd), [])
})

/** Exporters `e0` … spread over the streams; each writes below a prefix of its own. */
function configuration(exporters: number, interval: string): string {
  const streams = Array.from({ length: STREAMS }, (_, index) => `stream "s${index}" {}\n`)
  const blocks = Array.from(
    { length: exporters },
    (_, index) => `
batch_exporter "e${index}" {
  stream         = stream.s${index % STREAMS}
  data_connector = data_connector.lake
  interval       = "${interval}"
  path_prefix    = "p${index}"
}
`,
  )
  return `${streams.join('')}data_connector "lake" {\n  local_directory { path = "lake" }\n}\n${blocks.join('')}`
}

/** Ledgers found beside the streams, by uid: one that no exporter owns is an orphan. */
async function ledgers(cwd: string): Promise<readonly string[]> {
  const found: string[] = []
  for (let index = 0; index < STREAMS; index++) {
    const names = await readdir(join(cwd, 'streams', `s${index}`, '.strmctl')).catch(() => [])
    found.push(...names.filter((name) => /^[0-9a-f-]{36}$/.test(name)))
  }
  return found
}
