import { join } from 'node:path'
import { installOnce } from '../install-once.ts'
import { runCommand } from '../run-command.ts'

const VERSION = 'v1.8.0'

/** Path of the Versity gateway, built when it is not there yet: one to three minutes. */
export async function installS3(): Promise<string> {
  const directory = await installOnce(`versitygw-${VERSION}`, async (into) => {
    await runCommand(['go', 'install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], {
      env: { GOBIN: into },
    })
  })
  return join(directory, 'versitygw')
}
