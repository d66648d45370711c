import { fileURLToPath } from 'node:url'
import test from 'ava'
import { matchesGolden } from '../../golden.ts'
import { explore } from './explore.ts'
import type { BrokenRun } from './runs.ts'
import { BROKEN, HOLDING } from './runs.ts'

const COUNTER_EXAMPLES = fileURLToPath(new URL('counterexamples', import.meta.url))

for (const [name, { bounds, behaviour, states }] of Object.entries(HOLDING)) {
  test(`explore() finds no fault and nothing stuck: ${name}`, (t) => {
    const found = explore(bounds, behaviour)
    t.deepEqual(found.trace, [], found.fault)
    t.true(found.done > 0, 'no state in which everything was exported')
    t.is(found.states, states, 'as many states as when the run was last looked at')
  })
}

for (const [file, run] of Object.entries(BROKEN)) {
  test(`explore() finds a counter-example without ${run.what}`, async (t) => {
    const { fault, trace } = explore(run.bounds, run.behaviour)
    t.is(fault?.split(':')[0], run.fault)
    await matchesGolden(t, `${COUNTER_EXAMPLES}/${file}.txt`, counterExample(run, { fault, trace }))
  })
}

function counterExample(
  { what }: BrokenRun,
  found: { readonly fault: string | undefined; readonly trace: readonly string[] },
): string {
  const steps = found.trace.map((step, index) => `${String(index + 1).padStart(2)} ${step}`)
  return [what, '', ...steps, '', found.fault ?? '', ''].join('\n')
}
