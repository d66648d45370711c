import { FOR_KAFKA, FOR_S3, missing } from './executables.ts'
import { installKafka } from './kafka/install-kafka.ts'
import { installS3 } from './s3/install-s3.ts'

/** Fetches the servers before the tests, at the same time, so that no test waits for that; nothing when they are there. */
async function main(): Promise<void> {
  await Promise.all([install(FOR_KAFKA, installKafka), install(FOR_S3, installS3)])
}

async function install(needed: readonly string[], how: () => Promise<unknown>): Promise<void> {
  const lacking = missing(needed)
  if (lacking.length === 0) await how()
  else console.log(`Tests with real servers are left out: ${lacking.join(', ')} is missing`)
}

await main()
