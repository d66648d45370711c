import { join } from 'node:path'
import type { DiskFiles } from './disk-files.ts'
import { unless } from './error-code.ts'
import { NODE_PROCESSES } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'

const NAME = /^\.strmctl-([0-9a-f]+)-([0-9a-f]*)-(\d+)-(\d*)-[0-9a-f]+\.tmp$/
const DAY_MS = 24 * 60 * 60 * 1000

/** Directories that this process has swept. */
const SWEPT = new WeakMap<DiskFiles, Set<string>>()

/** The name of a temporary file: says whose it is, so that others can tell when it is left over. */
export function temporaryName(owner: ProcessIdentity, random: string): string {
  return `.strmctl-${place(owner)}-${owner.pid}-${owner.started}-${random}.tmp`
}

/** Boot and namespace in a few characters. */
function place(owner: ProcessIdentity): string {
  return `${Buffer.from(owner.boot).toString('hex')}-${Buffer.from(owner.namespace).toString('hex')}`
}

/**
 * Removes the temporary files of ended processes, once per process and directory. Those of processes that cannot be
 * judged (another boot, another container) go when they are a day older than `fresh.path`, by the file system's own clock;
 * should their writer live after all, its link fails and it tries again.
 */
export async function removeStaleFiles(
  directory: string,
  fresh: { readonly path: string; readonly files: DiskFiles },
): Promise<void> {
  const swept = SWEPT.get(fresh.files) ?? new Set<string>()
  SWEPT.set(fresh.files, swept)
  if (swept.has(directory)) return
  swept.add(directory)
  const { modifiedMs } = await fresh.files.facts(fresh.path)
  for (const name of await fresh.files.list(directory)) {
    const owner = temporaryOwner(name)
    if (owner === undefined) continue
    const path = join(directory, name)
    if ((await NODE_PROCESSES.isGone(owner)) || (await isOlderThan(path, modifiedMs - DAY_MS, fresh.files)))
      await unless(['ENOENT', 'EACCES', 'EPERM'], fresh.files.remove(path))
  }
}

function temporaryOwner(name: string): ProcessIdentity | undefined {
  const match = NAME.exec(name)
  const [, boot, namespace, pid, started] = match ?? []
  if (boot === undefined || namespace === undefined || started === undefined) return undefined
  return { boot: fromHex(boot), namespace: fromHex(namespace), pid: Number(pid), started }
}

function fromHex(text: string): string {
  return Buffer.from(text, 'hex').toString()
}

async function isOlderThan(path: string, timeMs: number, files: DiskFiles): Promise<boolean> {
  const facts = await unless(['ENOENT'], files.facts(path))
  return facts !== undefined && facts.modifiedMs < timeMs
}
