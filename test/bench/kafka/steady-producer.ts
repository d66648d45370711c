import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('steady-producer.mjs', import.meta.url))

export interface SteadyLoad {
  readonly bootstrap: string
  readonly topic: string
  readonly partitions: number
  /** Records. */
  readonly perSecond: number
  /** Of each value. */
  readonly bytes: number
}

/** What it had written when it was stopped. */
export interface Written {
  readonly records: number
  readonly valueBytes: number
  /** Sum of the CRC-32C of the values. */
  readonly hash: string
  readonly seconds: number
}

/** A process of its own that writes at an even rate; `stop` resolves when all of it is acknowledged. */
export function produceSteadily(load: SteadyLoad): { readonly stop: () => Promise<Written> } {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, TASK: JSON.stringify(load) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const printed = text(child.stdout)
  child.stdin.on('error', () => undefined)
  return {
    stop: async () => {
      child.stdin.end()
      const answer = await printed
      if (answer === '') throw new Error('The producer ended before it was told to')
      return JSON.parse(answer) as Written
    },
  }
}
