import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** A new directory that is removed when the test ends. */
export async function temporaryDirectory(t: Pick<ExecutionContext, 'teardown'>): Promise<string> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), 'strmctl-test-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return directory
}
