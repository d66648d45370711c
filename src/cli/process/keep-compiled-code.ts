import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * From Node 22.1 on, compiled code is kept between runs: in a directory of the user, since what others can write there would
 * run here. Where it cannot be written, nothing is kept and nothing is said.
 */
export function keepCompiledCode(): void {
  const enable: unknown = Reflect.get(module, 'enableCompileCache')
  if (typeof enable !== 'function') return
  const { NODE_COMPILE_CACHE: wanted, XDG_CACHE_HOME: caches = join(homedir(), '.cache') } = process.env
  enable.call(module, wanted ?? join(caches, 'strmctl', 'compiled'))
}
