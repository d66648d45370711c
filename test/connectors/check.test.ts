import test from 'ava'
import { checkDestination, type DestinationParts } from '../../src/connectors/check-destination.ts'
import { CONNECTORS_CODES } from '../../src/connectors/diagnostics.ts'
import { explainFailure } from '../../src/connectors/explain-failure.ts'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { SinkError } from '../../src/model/connector.ts'
import type { CheckStep } from '../../src/model/connector.ts'

const never = new AbortController().signal

/** A destination that has all parts and passes, but for what a test replaces. */
async function run(replaced: Partial<DestinationParts> = {}, signal = never): Promise<readonly CheckStep[]> {
  let isThere = false
  const parts: DestinationParts = {
    place: 'toy://place',
    approach: [{ step: 'reach the place', attempt: () => Promise.resolve() }],
    create: () => {
      const outcome = isThere ? 'exists' : 'created'
      isThere = true
      return Promise.resolve(outcome)
    },
    conditionalWrites: 'uncertain',
    head: () => Promise.resolve({ outcome: 'found', metadata: {}, size: 0 }),
    remove: () => Promise.resolve(),
    rights: { head: '"toy:Read"', remove: '"toy:Remove"' },
    ...replaced,
  }
  const steps: CheckStep[] = []
  for await (const step of checkDestination(parts, { prefix: 'events', uuid: '1', signal })) steps.push(step)
  return steps
}

function fails(failure: Error): () => Promise<never> {
  return () => Promise.reject(failure)
}

function outcomes(steps: readonly CheckStep[]): readonly string[] {
  return steps.map(({ step, outcome }) => `${step}: ${outcome}`)
}

test('checkDestination() goes the same steps for every destination', async (t) => {
  const all = ['reach the place', 'write test object', 'have a second test object refused']
  const steps = [...all, 'read metadata of test object', 'remove test object']
  t.deepEqual(
    outcomes(await run()),
    steps.map((step) => `${step}: passed`),
  )
})

test('checkDestination() leaves out what cannot fail at a destination', async (t) => {
  const steps = await run({ conditionalWrites: 'certain', approach: [] })
  t.deepEqual(outcomes(steps.slice(0, 1)), ['write test object: passed'])
  t.false(outcomes(steps).some((step) => step.includes('second')))
})

test('checkDestination() ends after the first step that failed', async (t) => {
  const steps = await run({
    create: fails(new SinkError('permission', 'Cannot create it: no', { remedy: 'Ask them.' })),
  })
  t.deepEqual(outcomes(steps), ['reach the place: passed', 'write test object: failed'])
  const [, last] = steps
  if (last?.outcome !== 'failed') return t.fail()
  t.is(last.diagnostic.code, 'STRM2500')
  t.is(last.diagnostic.detail, 'The destination "toy://place" cannot be used. Cannot create it: no. Ask them.')
})

test('checkDestination() refuses a store that replaces objects', async (t) => {
  const last = (await run({ create: () => Promise.resolve('created') })).at(-1)
  t.is(last?.outcome === 'failed' ? last.diagnostic.code : undefined, 'STRM2520')
})

test('checkDestination() only warns where a right is missing that exporters can do without', async (t) => {
  const steps = await run({ head: () => Promise.resolve({ outcome: 'forbidden' }), remove: fails(new Error('no')) })
  const warnings = steps.flatMap((step) => (step.outcome === 'warning' ? [step.diagnostic] : []))
  t.deepEqual(
    warnings.map(({ code, severity }) => [code, severity]),
    [
      ['STRM2521', 'warning'],
      ['STRM2508', 'warning'],
    ],
  )
  t.regex(warnings[0]?.detail ?? '', /Allow "toy:Read" to have that checked/)
  t.regex(warnings[1]?.detail ?? '', /"events\/\.strm_test_1\.jsonl".*\(no\).*allow "toy:Remove" there/)
})

test('checkDestination() rejects with the reason of the signal', async (t) => {
  const reason = new Error('stopped')
  await t.throwsAsync(run({}, AbortSignal.abort(reason)), { is: reason })
})

test('explainFailure() has another code for each reason', (t) => {
  const reasons = [
    'permission',
    'credentials',
    'credentials-unreadable',
    'credentials-malformed',
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
