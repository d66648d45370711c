import test from 'ava'
import { renderDiagnostics } from '../../../../src/cli/views/human/diagnostic.ts'

const OPTIONS = { width: 80, color: false, hidden: [] }

test('renderDiagnostics() names the resource where no place in a file is known', (t) => {
  const diagnostic = {
    severity: 'error',
    code: 'STRM2315',
    summary: 'Credential cannot be read',
    detail: 'The environment variable "NOPE" is not set, or empty.',
    address: 'stream.clicks["eu"]',
  } as const
  t.is(
    renderDiagnostics([diagnostic], new Map(), OPTIONS),
    'Error: Credential cannot be read [STRM2315]\n\n  in stream "clicks"["eu"]\n\n' +
      '  The environment variable "NOPE" is not set, or empty.\n\n',
  )
})
