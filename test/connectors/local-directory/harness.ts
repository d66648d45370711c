import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FieldValues } from '../../../src/model/fields.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import type { ConnectorHarness } from '../harness.ts'

const NOBODY = 65_534

export const harness: ConnectorHarness = {
  prepare: async (t) => {
    const parent = await temporaryDirectory(t)
    await chmod(parent, 0o755)
    const path = join(parent, 'out')
    await mkdir(path)
    return { settings: { path }, takeAway: () => rm(path, { recursive: true }) }
  },
  dropPermission,
}

/** The super-user may write everywhere, so he becomes nobody; anybody else only has to be refused. */
async function dropPermission(settings: FieldValues): Promise<void> {
  const path = settings['path']
  if (typeof path === 'string') await chmod(path, 0o555)
  if (process.getuid?.() !== 0) return
  process.setgid?.(NOBODY)
  process.setuid?.(NOBODY)
}
