import { KafkaConnectError } from '../errors.ts'
import type { AwsCredentials } from './credentials.ts'

/** What AWS_MSK_IAM finds in environment variables; its region counts only for brokers whose name has none. Throws KafkaConnectError without a key. */
export function awsEnvironment(environment: Readonly<Record<string, string | undefined>>): AwsCredentials {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID']
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY']
  if (!isGiven(accessKeyId) || !isGiven(secretAccessKey))
    throw new KafkaConnectError(
      'authentication',
      'Cannot sign for AWS_MSK_IAM: AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set',
    )
  return {
    mechanism: 'AWS_MSK_IAM',
    region: undefined,
    usualRegion: [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']].find(isGiven),
    accessKeyId,
    secretAccessKey,
    sessionToken: [environment['AWS_SESSION_TOKEN']].find(isGiven),
  }
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
