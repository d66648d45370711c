import { Leash } from '../leash.ts'
import { prepareS3, type S3Address } from './prepare-s3.ts'

/** An S3 server of the caller's own. */
export interface StartedS3 {
  readonly address: S3Address
  readonly pid: () => number
  /** Ends it at once; its objects stay. */
  readonly kill: () => Promise<void>
  /** Starts it again over the same objects and at the same address. */
  readonly start: () => Promise<void>
  /** Ends it and removes its objects. */
  readonly close: () => Promise<void>
}

/** Starts an S3 server. It ends with the process that called, however that one ends. */
export async function startS3(): Promise<StartedS3> {
  const leash = await Leash.open()
  try {
    const { address, start } = await prepareS3(leash)
    let server = await start()
    return {
      address,
      pid: () => server.pid,
      kill: () => server.end('SIGKILL'),
      start: async () => {
        server = await start()
      },
      close: () => leash.close(),
    }
  } catch (error) {
    await leash.close()
    throw error
  }
}
