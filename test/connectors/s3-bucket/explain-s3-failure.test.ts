import test from 'ava'
import { explainS3Failure } from '../../../src/connectors/s3-bucket/explain-s3-failure.ts'
import { S3Error } from '../../../src/io/s3/s3-error.ts'
import { SinkError } from '../../../src/model/connector.ts'

test('explainS3Failure() suspects the region where a store says nothing but 400', (t) => {
  const cause = new S3Error('Unknown: the answer was 400', { code: 'Unknown', status: 400, region: undefined })
  const failure = new SinkError('invalid', 'Cannot reach "s3://b"', { cause })
  t.regex(explainS3Failure(failure, 's3://b').detail, /Correct "region" or "endpoint"/)
})
