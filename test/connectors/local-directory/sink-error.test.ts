import test from 'ava'
import { sinkError } from '../../../src/connectors/local-directory/sink-error.ts'
import type { SinkErrorReason } from '../../../src/model/connector.ts'
import { SinkError } from '../../../src/model/connector.ts'

const reason = test.macro({
  exec(t, code: string, expected: SinkErrorReason) {
    const cause = Object.assign(new Error(`${code}: it failed`), { code })
    const error = sinkError(cause, 'make the object "a"')
    t.true(error instanceof SinkError && error.reason === expected && error.cause === cause)
  },
  title: (_, code: string, expected: string) => `sinkError() takes ${code} for ${expected}`,
})

test(reason, 'ENOSPC', 'no-space')
test(reason, 'EDQUOT', 'no-space')
test(reason, 'EACCES', 'permission')
test(reason, 'EPERM', 'permission')
test(reason, 'EROFS', 'permission')
test(reason, 'ENOENT', 'missing-place')
test(reason, 'ENAMETOOLONG', 'invalid')
test(reason, 'EIO', 'unavailable')
test(reason, 'EMFILE', 'unavailable')
test(reason, 'EWHATEVER', 'unknown')

test('sinkError() leaves the reason of an aborted signal as it is', (t) => {
  const stopped = new Error('stopped')
  t.is(sinkError(stopped, 'make it', AbortSignal.abort(stopped)), stopped)
})
