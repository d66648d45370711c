import { moment } from './moment.ts'

/** Kills a process before its call to the disk of this number: the gate never lets that one nor a later one pass. */
export function killAt(step: number): { readonly gate: () => Promise<void>; readonly killed: Promise<void> } {
  const kill = moment()
  let at = 0
  const gate = async (): Promise<void> => {
    if (at++ < step) return
    kill.reach()
    await moment().reached
  }
  return { gate, killed: kill.reached }
}
