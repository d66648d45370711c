import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { WRONG_USAGE } from '../diagnostics.ts'

/** `--skip-to PARTITION=OFFSET`, by partition. Rejects a wrong one with a DiagnosedError. */
export function readSkipTo(given: readonly string[]): ReadonlyMap<number, number> {
  return new Map(given.map(readOne))
}

function readOne(text: string): readonly [number, number] {
  const match = /^(\d{1,9})=(\d{1,15})$/.exec(text)
  if (match !== null) return [Number(match[1]), Number(match[2])]
  const detail = `"--skip-to" is written as PARTITION=OFFSET, such as "--skip-to 3=81250", not "${text}"`
  throw new DiagnosedError([diagnose(WRONG_USAGE, { detail })])
}
