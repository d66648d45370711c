import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unless } from '../../io/disk/error-code.ts'
import type { LocatedPlace } from '../../model/connector.ts'
import { RESERVED_NAME } from '../reserved-names.ts'

/**
 * `file:///lake/events`: the destination is the nearest directory at or above it that holds metadata of ours, the rest is
 * the prefix.
 */
export async function locateLocalDirectory(url: URL): Promise<LocatedPlace | string> {
  if (url.host !== '' && url.host !== 'localhost') return 'it names a host; write three slashes before the path'
  if (/%2f/i.test(url.pathname)) return 'a slash cannot be encoded in a path'
  const path = resolve(fileURLToPath(url))
  for (let root = path; ; root = dirname(root)) {
    const facts = await unless(['ENOENT', 'ENOTDIR', 'EACCES'], stat(join(root, RESERVED_NAME)))
    if (facts?.isDirectory() === true) {
      return { settings: { path: root }, prefix: relative(root, path).split(sep).join('/') }
    }
    if (dirname(root) === root) return { settings: { path }, prefix: '' }
  }
}
