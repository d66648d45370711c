import { CRASH_POINTS, type EngineWorld } from '../../engine/world.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { WRONG_USAGE } from '../diagnostics.ts'

const VARIABLE = 'STRMCTL_CRASH_AT'
const FORM = /^([a-z-]+)(?::([1-9]\d*))?$/

/**
 * For tests of recovery only: `STRMCTL_CRASH_AT=announced:3` has `up` kill itself (SIGKILL) when it reaches that point of the
 * protocol for the third time, whichever exporter gets there; without a number, the first time. Nothing where it is not set.
 */
export function crashPointOf(environment: { readonly [name: string]: string | undefined }): EngineWorld['crashPoint'] {
  const text = environment[VARIABLE]
  if (text === undefined || text === '') return undefined
  const [, name, times = '1'] = FORM.exec(text) ?? []
  const point = CRASH_POINTS.find((each) => each === name)
  if (point === undefined) throw wrongPoint(text)
  let left = Number(times)
  return (reached) => (reached === point && --left === 0 ? die() : Promise.resolve())
}

/** Nothing runs after this, neither what is in flight nor what would tidy up. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

function wrongPoint(text: string): DiagnosedError {
  const detail = `${VARIABLE} must be one of ${CRASH_POINTS.join(', ')}, perhaps with a number as in "announced:3", not "${text}".`
  return new DiagnosedError([diagnose(WRONG_USAGE, { detail })])
}
