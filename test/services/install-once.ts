import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'

/** Milliseconds between two looks at somebody else's installation. */
const LOOK_AGAIN = 200

/** Where servers stay installed between runs; safe to delete when none runs. */
function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'strmctl-test-services')
}

/**
 * The directory that holds `name`, filled by `fill` when it is not there yet. Two processes that ask at once fill it
 * once; half an installation is never seen, because a directory only gets its name when it is complete.
 */
export async function installOnce(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(cacheDirectory(), name)
  await mkdir(cacheDirectory(), { recursive: true })
  while (!(await exists(directory))) {
    if (await takeLock(`${directory}.lock`)) await install(directory, fill)
    else await setTimeout(LOOK_AGAIN)
  }
  return directory
}

async function install(directory: string, fill: (directory: string) => Promise<void>): Promise<void> {
  const unfinished = await mkdtemp(`${directory}.unfinished-`)
  try {
    if (await exists(directory)) return
    await fill(unfinished)
    await rename(unfinished, directory)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
    await rm(`${directory}.lock`, { force: true })
  }
}

/** Whether the lock is ours now. A lock whose process is gone is removed, for the next try. */
async function takeLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(String(process.pid))
    await handle.close()
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    await removeStale(file)
    return false
  }
}

async function removeStale(file: string): Promise<void> {
  const holder = await readFile(file, 'utf8').catch(() => '')
  if (holder !== '' && !isAlive(Number(holder))) await rm(file, { force: true })
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
