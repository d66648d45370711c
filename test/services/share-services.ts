import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { isAlive } from './is-alive.ts'
import { prepareCluster, type KafkaAddress } from './kafka/prepare-cluster.ts'
import { Leash } from './leash.ts'
import { prepareS3, type S3Address } from './s3/prepare-s3.ts'

/** What a test file may ask for, and the answer. */
export interface Services {
  readonly kafka: KafkaAddress
  readonly s3: S3Address
}

/** What comes back, as JSON. */
export type ServiceAnswer<T> = { readonly address: T } | { readonly failure: string }

/** Milliseconds between two looks whether the run still goes on. */
const LOOK_AGAIN = 200

/**
 * A process of its own, one for each test run: starts each server when the first test file asks for it, tells every
 * one that asks where it is, and ends, and the servers with it, when the process of the run is gone.
 */
function shareServices(run: number, socket: string): void {
  const starts: { readonly [name: string]: () => Promise<Services[keyof Services]> } = {
    kafka: once(startKafka),
    s3: once(startS3),
  }
  const answer = async (name: string): Promise<string> => {
    try {
      return JSON.stringify({ address: await starts[name]?.() })
    } catch (error) {
      return JSON.stringify({ failure: String(error) })
    }
  }
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    connection.on('error', () => undefined)
    connection.once('data', (name) => void answer(name.toString()).then((reply) => connection.end(reply)))
  })
  // Another process of this run was faster.
  server.on('error', () => process.exit(0))
  server.listen(socket)
  setInterval(() => {
    if (isAlive(run)) return
    rmSync(socket, { force: true })
    process.exit(0)
  }, LOOK_AGAIN)
}

async function startKafka(): Promise<KafkaAddress> {
  const { address, starts } = await prepareCluster(await Leash.open())
  await Promise.all(starts.map((start) => start()))
  return address
}

async function startS3(): Promise<S3Address> {
  const { address, start } = await prepareS3(await Leash.open())
  await start()
  return address
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return () => (started ??= start())
}

const [run = '', socket = ''] = process.argv.slice(2)
shareServices(Number(run), socket)
