import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { FailedExporters } from '../../../src/cli/exporters/failed-exporters.ts'
import { demoConfiguration, makeProject } from '../project.ts'
import { runCli, startCli } from '../run-cli.ts'

const PATIENT = `
batch_exporter "patient" {
  stream                  = stream.demo
  data_connector          = data_connector.lake
  interval                = "1s"
  path_prefix             = "patient"
  include_existing_events = true
  on_invalid_record       = "skip"
}
`

/** An applied project whose first record is no line. */
async function applied(t: ExecutionContext, extra = ''): Promise<string> {
  const cwd = await makeProject(t, { 'main.strm.hcl': demoConfiguration({ partitions: 1 }) + extra })
  t.is((await runCli(['apply', '--auto-approve'], { cwd })).code, 0)
  await appendFile(join(cwd, 'streams', 'demo', 'partition-0.jsonl'), '\n{"n":1}\n')
  return cwd
}

for (const options of [[], ['--workers', '2']]) {
  test(['up', ...options, 'ends with 1 when every exporter has failed for good'].join(' '), async (t) => {
    t.timeout(60_000)
    const cwd = await applied(t)
    const { code, stderr } = await runCli(['up', ...options], { cwd })
    t.is(code, 1)
    t.regex(stderr, /STRM4014[\s\S]*"lake-demo" stopped/)
  })
}

for (const options of [[], ['--workers', '2']]) {
  test(['up', ...options, 'goes on while one exporter does, and names the others at its end'].join(' '), async (t) => {
    t.timeout(60_000)
    const cwd = await applied(t, PATIENT)
    const up = startCli(['up', ...options, '--json'], { cwd })
    await up.seen(/"exporter_failed"/)
    await up.seen(/"exporter_object"/)
    up.child.kill('SIGTERM')
    t.is((await up.ended).code, 0)
    const { stdout, stderr } = up.output()
    t.regex(stdout + stderr, /lake-demo[^\n]* stopped[^\n]*STRM4015/)
    t.notRegex(stdout + stderr, /STRM4014/)
  })
}

test('an exporter has failed until it starts again in each process where it failed', (t) => {
  const failed = new FailedExporters()
  t.deepEqual(failed.summary({ isAll: false }), [])
  for (const worker of [1, 2]) failed.note({ event: 'failed', exporter: 'b' }, worker)
  failed.note({ event: 'failed', exporter: 'a' })
  t.regex(failed.summary({ isAll: true })[0]?.detail ?? '', /^"a", "b" stopped/)
  for (const worker of [0, 1]) for (const exporter of ['a', 'b']) failed.note({ event: 'starting', exporter }, worker)
  t.regex(failed.summary({ isAll: false })[0]?.detail ?? '', /^"b" stopped/)
  failed.note({ event: 'starting', exporter: 'b' }, 2)
  t.deepEqual(failed.summary({ isAll: false }), [])
})
