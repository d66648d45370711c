import { once } from 'node:events'
import { makeBucket } from './s3/bucket.ts'
import { startS3 } from './s3/start-s3.ts'
import { startCluster } from './kafka/start-cluster.ts'

const TOPIC = 'demo'
const BUCKET = 'demo'

/** `npm run services`: a Kafka broker and an S3 server to play with, until Ctrl-C. */
async function main(): Promise<void> {
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  console.log('Starting Kafka and S3 (the first time they are fetched and built: some minutes) ...')
  const [kafka, s3] = await Promise.all([startCluster(), startS3()])
  await Promise.all([kafka.createTopic({ name: TOPIC, partitions: 3 }), makeBucket(s3.address, BUCKET)])
  const { endpoint, region, accessKeyId, secretAccessKey } = s3.address
  const java = `java -cp '${kafka.classPath}'`
  const listeners = Object.entries(kafka.listeners).map(([name, address]) => `  ${name.padEnd(16)}${address}`)
  console.log(`
Kafka (topic "${TOPIC}" with 3 partitions)
${listeners.join('\n')}
  user ${kafka.user.name}, password ${kafka.user.password}; CA ${kafka.certificates.ca}

S3 (bucket "${BUCKET}", path style)
  ${endpoint}, region ${region}

Paste into another terminal:

  export STRMCTL_VAR_kafka=${kafka.bootstrap} STRMCTL_VAR_s3=${endpoint}
  export AWS_REGION=${region} AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}

  # type events, one a line
  ${java} org.apache.kafka.tools.ConsoleProducer --bootstrap-server ${kafka.bootstrap} --topic ${TOPIC}
  # or make a topic with 100,000 of them
  BOOTSTRAP=${kafka.bootstrap} ${java} Fill many 3 100000 small 71 lz4 0 0

Ctrl-C ends both and removes their data.`)
  await stop
  await Promise.all([kafka.close(), s3.close()])
}

await main()
