import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { HCL_CODES } from '../../../src/syntax/hcl/diagnostics.ts'
import { parseHcl } from '../../../src/syntax/hcl/parse-hcl.ts'
import { matchesGolden } from '../../golden.ts'
import { describeDiagnostics } from './complaints.ts'
import { sketchBody } from './sketch.ts'

const folder = new URL('golden/', import.meta.url)
const CASES = readdirSync(folder)
  .filter((name) => name.endsWith('.hcl'))
  .toSorted()

for (const name of CASES) {
  test(`parseHcl() tells the mistakes of golden/${name}`, async (t) => {
    const { diagnostics, body } = parseHcl(name, readFileSync(new URL(name, folder), 'utf8'))
    const told = `${describeDiagnostics(diagnostics)}\n\n--- what was read nevertheless ---\n${sketchBody(body)}\n`
    await matchesGolden(t, fileURLToPath(new URL(name.replace('.hcl', '.txt'), folder)), told)
  })
}

test('the golden cases show every code', (t) => {
  const shown = new Set(
    CASES.flatMap((name) =>
      parseHcl(name, readFileSync(new URL(name, folder), 'utf8')).diagnostics.map(({ code }) => code),
    ),
  )
  t.deepEqual(
    HCL_CODES.map(({ code }) => code).filter((code) => !shown.has(code)),
    [],
  )
})

test('the codes are distinct, in their range, and explained', (t) => {
  t.is(new Set(HCL_CODES.map(({ code }) => code)).size, HCL_CODES.length)
  for (const { code, summary, explanation } of HCL_CODES) {
    t.regex(code, /^STRM10\d\d$/)
    t.notRegex(summary, /["{}$]/)
    t.true(explanation.length > 100, code)
  }
})
