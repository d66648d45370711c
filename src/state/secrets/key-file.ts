import { chmod, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { createDurably } from '../../io/disk/create-durably.ts'
import { unless } from '../../io/disk/error-code.ts'
import { makeDirectoryDurably } from '../../io/disk/make-directory-durably.ts'

export interface Environment {
  readonly [name: string]: string | undefined
}

/** Where the key of a state is kept on this machine: `$XDG_CONFIG_HOME/strmctl/keys/<lineage>`, by default below `~/.config`. */
export function keyFilePath(lineage: string, environment: Environment): string {
  const configured = environment['XDG_CONFIG_HOME']
  const home = environment['HOME'] ?? homedir()
  const base = configured !== undefined && isAbsolute(configured) ? configured : join(home, '.config')
  return join(base, 'strmctl', 'keys', encodeURIComponent(lineage))
}

/** The content of the key file, or nothing where there is none. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  return unless(['ENOENT', 'ENOTDIR'], readFile(path, 'utf8'))
}

/** Makes the key file, readable by its owner alone; one that is there stays. Gives what is in it then. */
export async function makeKeyFile(path: string, key: Uint8Array): Promise<string> {
  const directory = dirname(path)
  await makeDirectoryDurably(directory, { mode: 0o700 })
  await chmod(directory, 0o700)
  await createDurably(path, [Buffer.from(`${Buffer.from(key).toString('base64')}\n`)], { mode: 0o600 })
  return readFile(path, 'utf8')
}
