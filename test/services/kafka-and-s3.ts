import { FOR_KAFKA, FOR_S3, missing } from './executables.ts'
import { testWith } from './test-with.ts'

/** `test`, left out (and seen to be) where a program is missing that Kafka or the S3 server needs. */
export const testWithKafkaAndS3 = testWith(missing([...FOR_KAFKA, ...FOR_S3]))
