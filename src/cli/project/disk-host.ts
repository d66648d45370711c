import { messageOf } from '../../lib/message-of.ts'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from '../../desired/evaluate/host.ts'
import type { CommandDeps } from '../command-deps.ts'

/** What functions of the configuration may see: files, from the configuration's directory on, and the environment. */
export function diskHost({ directory, environment }: Pick<CommandDeps, 'directory' | 'environment'>): Host {
  return {
    readFile: (path) => {
      try {
        return { outcome: 'read', bytes: readFileSync(resolve(directory, path)) }
      } catch (error) {
        return { outcome: 'failed', reason: reasonOf(error) }
      }
    },
    environment: (name) => environment[name],
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EACCES') return 'you may not read it'
  if (code === 'EISDIR') return 'it is a directory'
  return messageOf(error)
}
