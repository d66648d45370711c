import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** A fresh directory with configuration files, removed when the test ends. */
export async function makeProject(t: ExecutionContext, files: { readonly [name: string]: string }): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'strmctl-test-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text)
  return directory
}

/** One embedded stream of `partitions`, one local directory `lake`, one exporter `lake-demo` every second. */
export function demoConfiguration(
  options: { readonly partitions?: number; readonly interval?: string; readonly extra?: string } = {},
): string {
  return `
stream "demo" {
  directory {
    path       = "streams/demo"
    partitions = ${options.partitions ?? 2}
  }
}

data_connector "lake" {
  local_directory { path = "lake" }
}

batch_exporter "lake-demo" {
  stream                  = stream.demo
  data_connector          = data_connector.lake
  interval                = "${options.interval ?? '1s'}"
  path_prefix             = "events"
  include_existing_events = true
  ${options.extra ?? ''}
}
`
}

/** The lines of every object below a directory, in the order of the keys; shares nothing with the engine. */
export async function readLines(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).toSorted()
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')))
  return texts.flatMap((text) => text.split('\n').slice(0, -1))
}
