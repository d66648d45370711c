import type { CommandDeps } from '../command-deps.ts'

const ERASE_LINE = '\r\u001b[2K'
const EVERY = 200

/** How many objects were looked at, on one line that is written again and again. */
export interface Counter {
  readonly count: () => void
  readonly erase: () => void
}

/** Shown on a terminal to people only. */
export function counter({ stdout, terminal, json }: CommandDeps, name: string): Counter {
  const shows = terminal && !json
  let objects = 0
  const tell = (): void => {
    objects++
    if (shows && objects % EVERY === 0) stdout(`${ERASE_LINE}${name}: ${objects} objects`)
  }
  return { count: tell, erase: () => (shows && objects >= EVERY ? stdout(ERASE_LINE) : undefined) }
}
