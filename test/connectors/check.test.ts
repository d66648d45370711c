import test from 'ava'
import type { CheckAttempt } from '../../src/connectors/check.ts'
import { runCheck } from '../../src/connectors/check.ts'
import { CONNECTORS_CODES, UNKNOWN_FAILURE } from '../../src/connectors/diagnostics.ts'
import { explainFailure } from '../../src/connectors/explain-failure.ts'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { SinkError } from '../../src/model/connector.ts'
import type { CheckStep } from '../../src/model/connector.ts'
import { diagnose } from '../../src/model/diagnostic.ts'

const never = new AbortController().signal

async function run(attempts: readonly CheckAttempt[], signal = never): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = []
  for await (const step of runCheck(attempts, signal)) steps.push(step)
  return steps
}

function attempt(step: string, error?: Error): CheckAttempt {
  return {
    step,
    attempt: () => (error === undefined ? Promise.resolve() : Promise.reject(error)),
    explain: (cause) => diagnose(UNKNOWN_FAILURE, { detail: String(cause) }),
  }
}

test('runCheck() ends after the first step that failed', async (t) => {
  const steps = await run([attempt('one'), attempt('two', new Error('no')), attempt('three')])
  t.deepEqual(
    steps.map(({ step, outcome }) => [step, outcome]),
    [
      ['one', 'passed'],
      ['two', 'failed'],
    ],
  )
})

test('runCheck() goes on after an optional step that failed, with a warning', async (t) => {
  const steps = await run([{ ...attempt('one', new Error('no')), optional: true }, attempt('two')])
  t.deepEqual(
    steps.map(({ outcome }) => outcome),
    ['warning', 'passed'],
  )
  t.is(steps[0]?.outcome === 'warning' ? steps[0].diagnostic.severity : undefined, 'warning')
})

test('runCheck() rejects with the reason of the signal', async (t) => {
  const reason = new Error('stopped')
  await t.throwsAsync(run([attempt('one')], AbortSignal.abort(reason)), { is: reason })
})

test('explainFailure() has another code for each reason', (t) => {
  const reasons = [
    'permission',
    'credentials',
    'missing-place',
    'no-space',
    'unavailable',
    'conflict',
    'invalid',
  ] as const
  const codes = reasons.map((reason) => explainFailure(new SinkError(reason, 'Cannot write'), 'place').code)
  t.is(new Set(codes).size, reasons.length)
})

test('the codes of connectors are declared once each', (t) => {
  const codes = CONNECTORS_CODES.map(({ code }) => code)
  t.deepEqual(codes, [...new Set(codes)].toSorted())
})

test('the listing of a local directory has the shape of the others', (t) => {
  t.deepEqual(CONNECTORS.local_directory.listing({ path: 'out' }), {
    key: 'localDirectory',
    value: { path: 'out' },
    targetName: 'out',
  })
})

test('place() is the same text for two ways to write a path', (t) => {
  t.is(placeOf('out'), placeOf('/project/x/../out/'))
})

function placeOf(path: string): string {
  return CONNECTORS.local_directory.place({ path }, '/project')
}
