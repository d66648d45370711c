import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installOnce } from '../../services/install-once.ts'
import { runCommand } from '../../services/run-command.ts'
import type { Peer } from './peer.ts'

const SOURCES = fileURLToPath(new URL('bento/', import.meta.url))

/** Bento 1.20.0, of one engine family with Redpanda Connect, as fast as it could be configured. */
export const bentoPeer: Peer = {
  name: 'Bento 1.20.0',
  configured:
    '64 MB batches a partition at the input, 4 PUTs in flight, 4 MiB partition fetch, GOGC=200; at least once',
  prepare: async ({ kafka, topic, place }) => ({
    command: [await installBento(), '-c', join(SOURCES, 'bento.yaml')],
    env: {
      BOOTSTRAP: kafka.bootstrap,
      TOPIC: topic.topic,
      GROUP: place.prefix.replaceAll('/', '-'),
      PREFIX: place.prefix,
      S3_ENDPOINT: place.s3.endpoint,
      BUCKET: place.bucket,
      AWS_REGION: place.s3.region,
      AWS_ACCESS_KEY_ID: place.s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: place.s3.secretAccessKey,
      PERIOD: '1s',
      GOGC: '200',
    },
  }),
}

/** Built when it is not there yet: about four minutes. Only its Kafka, AWS and pure components. */
async function installBento(): Promise<string> {
  const directory = await installOnce('bento-1.20.0', async (into) => {
    const source = join(into, 'source')
    await cp(SOURCES, source, { recursive: true })
    const build = ['go', 'build', '-trimpath', '-ldflags', '-s -w', '-o', join(into, 'bento'), '.']
    await runCommand(build, { cwd: source, env: { CGO_ENABLED: '0' } })
  })
  return join(directory, 'bento')
}
