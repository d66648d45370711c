import test from 'ava'
import type { Clock } from '../../src/model/clock.ts'
import type { EventWriter, NewEvent } from '../../src/model/event-writer.ts'
import { runSimulation } from '../../src/simulate/run-simulation.ts'
import type { SimulationOptions } from '../../src/simulate/run-simulation.ts'

/** Time passes only while somebody sleeps. */
class SleepingClock implements Clock {
  #time = 0

  now(): number {
    return 1_700_000_000_000 + this.#time
  }

  monotonic(): number {
    return this.#time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.#time += ms
    await Promise.resolve()
  }
}

class MemoryWriter implements EventWriter {
  readonly events: NewEvent[] = []
  largest = 0

  async append(events: readonly NewEvent[]): Promise<void> {
    this.events.push(...events)
    this.largest = Math.max(this.largest, events.length)
    await Promise.resolve()
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

async function simulate(options: Partial<SimulationOptions>) {
  const [clock, writer] = [new SleepingClock(), new MemoryWriter()]
  const progress: number[] = []
  const sent = await runSimulation({
    writer,
    clock,
    next: (timestamp) => ({ key: 'k', value: String(timestamp) }),
    intervalMs: 1000,
    onProgress: (count) => progress.push(count),
    signal: new AbortController().signal,
    ...options,
  })
  return { sent, progress, writer, elapsed: clock.monotonic() }
}

test('runSimulation() sends one event every interval and tells how many about every five seconds', async (t) => {
  const { sent, progress, writer } = await simulate({ durationMs: 20_000 })
  t.is(sent, 20)
  t.deepEqual(progress, [5, 10, 15, 20])
  t.deepEqual(
    writer.events.map(({ value }) => Number(value) - 1_700_000_000_000),
    Array.from({ length: 20 }, (_, number) => number * 1000),
  )
})

test('runSimulation() keeps a rate that is no whole number of milliseconds', async (t) => {
  const { sent, writer } = await simulate({ intervalMs: 0.3, durationMs: 3000 })
  t.true(Math.abs(sent - 10_000) < 50)
  t.is(writer.events.length, sent)
})

test('runSimulation() stops at a count', async (t) => {
  const { sent, elapsed } = await simulate({ count: 3 })
  t.is(sent, 3)
  t.is(elapsed, 2000)
})

test('runSimulation() sends at once what may go as fast as possible, in groups', async (t) => {
  const { sent, writer, elapsed } = await simulate({ intervalMs: 0, count: 100_001 })
  t.is(sent, 100_001)
  t.is(writer.events.length, 100_001)
  t.is(elapsed, 0)
  t.true(writer.largest <= 2000)
})

test('runSimulation() ends without a failure when it is aborted', async (t) => {
  const stop = new AbortController()
  const { sent } = await simulate({ signal: stop.signal, onProgress: () => stop.abort() })
  t.is(sent, 5)
})

test('runSimulation() rejects when the writer does', async (t) => {
  const writer = new MemoryWriter()
  writer.append = () => Promise.reject(new Error('no space'))
  await t.throwsAsync(simulate({ writer }), { message: 'no space' })
})
