import test from 'ava'
import { classifyS3Failure, type S3Failure, type S3FailureFacts } from '../../../src/io/s3/s3-failure.ts'

const classified = test.macro({
  exec(t, facts: Partial<S3FailureFacts>, expected: S3Failure) {
    t.is(classifyS3Failure({ code: 'Unknown', status: undefined, region: undefined, ...facts }), expected)
  },
  title: (name: string | undefined, _: unknown, expected: S3Failure) =>
    `classifyS3Failure() takes ${name} for ${expected}`,
})

test('a code before its status', classified, { code: 'RequestTimeTooSkewed', status: 403 }, 'wrong-clock')
test('a refusal without a code', classified, { status: 403 }, 'forbidden')
test('401', classified, { status: 401 }, 'unknown-key')
test('400 without a code', classified, { status: 400 }, 'wrong-region')
test('400 with an unknown code', classified, { code: 'Odd', status: 400 }, 'invalid')
test('400 that names a region', classified, { code: 'Odd', status: 400, region: 'eu-west-1' }, 'wrong-region')
test('503', classified, { status: 503 }, 'busy')
test('501', classified, { status: 501 }, 'unsupported')
test('507', classified, { status: 507 }, 'full')
test('418', classified, { status: 418 }, 'unknown')
test('a code that every object has', classified, { code: 'constructor', status: 418 }, 'unknown')
test('a reset', classified, { code: 'ECONNRESET', sent: true }, 'unreachable')
test('a parse error of an answer', classified, { code: 'HPE_INVALID_CONSTANT', sent: true }, 'unreachable')
test('an own certificate', classified, { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', sent: true }, 'untrusted')
test('a certificate that expired', classified, { code: 'CERT_HAS_EXPIRED', sent: true }, 'untrusted')
test('a wrong host name', classified, { code: 'ERR_TLS_CERT_ALTNAME_INVALID', sent: true }, 'untrusted')
test('a header that cannot be sent', classified, { code: 'ERR_INVALID_CHAR', sent: false }, 'never-sent')
test('a fault of the SDK', classified, { code: 'TypeError', sent: false }, 'never-sent')
test('a chain that cannot be asked', classified, { code: 'ECONNRESET', sent: false }, 'unreachable')
test('a chain without credentials', classified, { code: 'CredentialsProviderError', sent: false }, 'no-credentials')
