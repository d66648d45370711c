import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePorts } from '../free-ports.ts'
import type { Leash, RunningServer } from '../leash.ts'
import { installS3 } from './install-s3.ts'

/** Milliseconds between two questions whether it takes requests: it does not say so by itself. */
const ASK_AGAIN = 20

/** Where an S3 server is and who may use it. */
export interface S3Address {
  /** `http://127.0.0.1:<port>`; buckets are the first part of the path. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface PreparedS3 {
  readonly address: S3Address
  /** Starts it (again) over the same objects and at the same address. */
  readonly start: () => Promise<RunningServer>
}

/** A Versity gateway with its objects in the directory of the leash; not running until `start`. */
export async function prepareS3(leash: Leash): Promise<PreparedS3> {
  const [program, [port = 0]] = await Promise.all([installS3(), freePorts(1)])
  const [identities, objects] = [join(leash.directory, 's3-identities'), join(leash.directory, 's3-objects')]
  await Promise.all([mkdir(identities), mkdir(objects)])
  const address = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    accessKeyId: 'strmctl-test',
    secretAccessKey: 'strmctl-test-secret',
  }
  const options = ['--port', `127.0.0.1:${port}`, '--region', address.region, '--iam-dir', identities]
  const command = [program, ...options, '--keep-alive', '--quiet', '--health', '/health', 'posix', objects]
  const env = { ROOT_ACCESS_KEY: address.accessKeyId, ROOT_SECRET_KEY: address.secretAccessKey }
  return { address, start: async () => await untilHealthy(address, await leash.start({ name: 's3', command, env })) }
}

async function untilHealthy({ endpoint }: S3Address, server: RunningServer): Promise<RunningServer> {
  while (!(await isHealthy(endpoint))) {
    const ended = await Promise.race([server.ended, setTimeout(ASK_AGAIN)])
    if (ended !== undefined) throw new Error(`The S3 server did not start: ${ended}`)
  }
  return server
}

async function isHealthy(endpoint: string): Promise<boolean> {
  return await fetch(`${endpoint}/health`).then(
    (response) => response.ok,
    () => false,
  )
}
