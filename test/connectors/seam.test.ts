import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import { temporaryDirectory } from '../temporary-directory.ts'

const PROGRAM = fileURLToPath(new URL('seam/strmctl.ts', import.meta.url))
const TSX = import.meta.resolve('tsx')

const CONFIGURATION = `
stream "demo" {
  directory { path = "demo" }
}
data_connector "lake" {
  drawer { label = "top" }
}
batch_exporter "lake-demo" {
  stream                  = stream.demo
  data_connector          = data_connector.lake
  interval                = "1s"
  path_prefix             = "events"
  include_existing_events = true
}
`

/** Runs command lines in one process, and gives what each printed. */
async function run(cwd: string, ...lines: readonly string[]): Promise<readonly string[]> {
  const env = { PATH: process.env['PATH'], HOME: cwd, NO_COLOR: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', TSX, PROGRAM, ...lines], { cwd, env })
  return stdout.split(/^\$ .*\n/m).slice(1)
}

// Places touched to add a destination: its own module (`seam/drawer.ts`) and one entry of the catalogue (`seam/strmctl.ts`).
// Everything between is the CLI's own composition. A destination of src adds an import-table line for its SDK, and a harness.
test('a destination is added by one entry of the catalogue, and every command knows it', async (t) => {
  const cwd = await temporaryDirectory(t)
  await writeFile(join(cwd, 'main.strm.hcl'), CONFIGURATION)
  await mkdir(join(cwd, 'demo'))
  await writeFile(join(cwd, 'demo/partition-0.jsonl'), '{"a":1}\n{"a":2}\n{"a":3}\n')
  const [validated, applied, exported, listed, got, audited, located] = await run(
    cwd,
    'validate',
    'apply --auto-approve',
    'up --once',
    'list data-connectors --json',
    'get data-connector lake --json',
    'verify --content',
    'verify drawer://top/events',
  )
  t.regex(validated ?? '', /exit 0/)
  t.regex(applied ?? '', /open the drawer: passed[\s\S]*have a second test object refused: passed[\s\S]*exit 0/)
  t.regex(exported ?? '', /3 events[\s\S]*exit 0/)
  t.regex(listed ?? '', /"drawer":\s*\{\s*"label":\s*"top"\s*\}/)
  t.regex(got ?? '', /"drawer":\s*\{\s*"label":\s*"top"\s*\}/)
  t.regex(audited ?? '', /exit 0/)
  t.regex(located ?? '', /exit 0/)
})

test('a setting that the entry does not declare is refused, and the reference of the block comes from its fields', async (t) => {
  const cwd = await temporaryDirectory(t)
  await writeFile(join(cwd, 'main.strm.hcl'), CONFIGURATION.replace('label = "top"', 'lable = "top"'))
  const [validated] = await run(cwd, 'validate --json')
  t.regex(validated ?? '', /Did you mean \\"label\\"/)
})
