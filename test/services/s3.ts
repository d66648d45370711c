import { randomBytes } from 'node:crypto'
import type { ExecutionContext } from 'ava'
import { askServices } from './ask-services.ts'
import { FOR_S3, missing } from './executables.ts'
import { makeBucket } from './s3/bucket.ts'
import { startS3, type StartedS3 } from './s3/start-s3.ts'
import type { S3Address } from './s3/prepare-s3.ts'
import { testWith } from './test-with.ts'

/** `test`, left out (and seen to be) where there is no Go to build the server with. */
export const testWithS3 = testWith(missing(FOR_S3))

/** An S3 server for tests. */
export interface S3Tools extends S3Address {
  /** Makes a bucket and gives its name; without one it is called after nothing else. */
  readonly makeBucket: (name?: string) => Promise<string>
}

/** The server that all test files of a run share: use buckets of your own. */
export async function s3(): Promise<S3Tools> {
  return s3Tools(await askServices('s3'))
}

/** A server for tests that stop it; it ends with the test. */
export async function ownS3(t: Pick<ExecutionContext, 'teardown'>): Promise<S3Tools & StartedS3> {
  const server = await startS3()
  t.teardown(() => server.close())
  return { ...server, ...s3Tools(server.address) }
}

function s3Tools(address: S3Address): S3Tools {
  return {
    ...address,
    makeBucket: async (name = `bucket-${randomBytes(6).toString('hex')}`) => {
      await makeBucket(address, name)
      return name
    },
  }
}
