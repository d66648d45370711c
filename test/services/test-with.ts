import test, { type Implementation } from 'ava'

/** Declares a test. */
export type Declare = (title: string, implementation: Implementation<[]>) => void

export interface TestWith extends Declare {
  readonly serial: Declare
}

/** `test` when nothing is missing; else its tests are skipped, which with CI=true fails the run. */
export function testWith(lacking: readonly string[]): TestWith {
  if (lacking.length === 0) {
    return Object.assign((...args: Parameters<Declare>) => test(...args), {
      serial: (...args: Parameters<Declare>) => test.serial(...args),
    })
  }
  const skip: Declare = (title, implementation) =>
    // oxlint-disable-next-line no-restricted-properties -- A machine without these programs cannot run it
    test.skip(`${title} (needs ${lacking.join(', ')})`, implementation)
  return Object.assign(skip, { serial: skip })
}
