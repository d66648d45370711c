import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { openJournal } from '../../../src/io/disk/fenced-journal.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'
import { ManualClock } from './manual-clock.ts'

const SCRIPT = fileURLToPath(new URL('journal-child.ts', import.meta.url))

/** A child and the lines it has printed. */
class Child {
  readonly lines: string[] = []
  readonly exited: Promise<unknown>
  readonly #process: ChildProcess

  constructor(directory: string, options: { readonly leaseMs: number; readonly count: number }) {
    const child = spawn(
      process.execPath,
      ['--import=tsx', SCRIPT, directory, String(options.leaseMs), String(options.count)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    this.#process = child
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line))
    this.exited = new Promise((resolve) => child.once('close', resolve))
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  async saw(pattern: RegExp, times = 1): Promise<void> {
    while (this.lines.filter((line) => pattern.test(line)).length < times) {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null)
        throw new Error(`Child ended before ${pattern}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  told(outcome: string): readonly string[] {
    return this.lines.filter((line) => line.startsWith(`${outcome} `)).map((line) => line.slice(outcome.length + 1))
  }
}

async function payloads(directory: string): Promise<readonly unknown[]> {
  const journal = openJournal({ directory, clock: new ManualClock(), leaseMs: 1, compact: (all) => all })
  const content = await journal.read()
  await journal.close()
  return content?.payloads ?? []
}

test('a killed process is replaced at once, long before its lease ends, and what it was told holds', async (t) => {
  const directory = await temporaryDirectory(t)
  const children = [1, 2, 3].map(() => new Child(directory, { leaseMs: 3_600_000, count: 100_000 }))
  const counted: string[] = []
  for (let waiting = children; waiting.length > 0;) {
    const holder = await Promise.race(waiting.map((child) => child.saw(/^counted/, 30).then(() => child)))
    holder.kill('SIGKILL')
    await holder.exited
    counted.push(...holder.told('counted'))
    waiting = waiting.filter((child) => child !== holder)
  }
  const found = await payloads(directory)
  t.is(new Set(found).size, found.length)
  t.deepEqual(
    counted.filter((payload) => !found.includes(payload)),
    [],
  )
  t.is(children.filter((child) => child.lines.includes('acquired gone')).length, 2)
})

test('a stopped process is replaced after its lease, and is told so when it goes on', async (t) => {
  const directory = await temporaryDirectory(t)
  const stopped = new Child(directory, { leaseMs: 500, count: 1_000_000 })
  await stopped.saw(/^counted/, 5)
  stopped.kill('SIGSTOP')
  const next = new Child(directory, { leaseMs: 500, count: 20 })
  await next.saw(/^done/)
  stopped.kill('SIGCONT')
  await stopped.saw(/^done/)
  await Promise.all([stopped.exited, next.exited])
  const found = await payloads(directory)
  t.true(next.lines.includes('acquired expired'))
  t.true(stopped.told('fenced').length <= 1)
  t.deepEqual(
    found.filter((payload) => stopped.told('fenced').includes(String(payload))),
    [],
  )
  t.deepEqual(found, [...stopped.told('counted'), ...next.told('counted')])
})
