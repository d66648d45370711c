import type { Counter } from './view.ts'

const ERASE_LINE = '\r\u001b[2K'
const EVERY = 200

export const NO_COUNTER: Counter = { count: () => undefined, erase: () => undefined }

/** How many objects were read, on the last line of a terminal. */
export function counter(stdout: (text: string) => void, name: string): Counter {
  let objects = 0
  const count = (): void => {
    objects++
    if (objects % EVERY === 0) stdout(`${ERASE_LINE}${name}: ${objects} objects`)
  }
  return { count, erase: () => (objects >= EVERY ? stdout(ERASE_LINE) : undefined) }
}
