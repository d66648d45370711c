import test from 'ava'
import { crc32c } from '../../../src/lib/crc32c.ts'
import { RecordBuffer } from '../../../src/engine/batch/record-buffer.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'

const NEWLINE = 0x0a

function holder(bytes: number) {
  const told: string[] = []
  const listener = {
    relievable: () => bytes,
    relieve: () => void told.push('relieve'),
    roomAgain: () => void told.push('room'),
  }
  return { told, listener }
}

test('MemoryBudget has the largest open batch closed when it is used up, and tells all when there is room again', (t) => {
  const budget = new MemoryBudget(1000)
  const [small, large, stuck] = [holder(10), holder(20), holder(0)]
  for (const { listener } of [small, large, stuck]) budget.enter(listener)
  budget.charge(700)
  t.deepEqual([small.told, large.told, stuck.told], [[], [], []])
  budget.charge(100)
  t.deepEqual([small.told, large.told, stuck.told], [[], ['relieve'], []])
  budget.refund(200)
  t.deepEqual([small.told, large.told, stuck.told], [['room'], ['relieve', 'room'], ['room']])
})

test('MemoryBudget leaves each holder a share when others hold everything', (t) => {
  const budget = new MemoryBudget(1000)
  budget.enter(holder(0).listener)
  const leave = budget.enter(holder(0).listener)
  budget.charge(5000)
  t.true(budget.mayHold(124))
  t.false(budget.mayHold(125))
  leave()
  t.true(budget.mayHold(249))
})

test('MemoryBudget uses chunks again unless somebody may still read them', (t) => {
  const budget = new MemoryBudget(1 << 20)
  const chunk = budget.takeChunk(0)
  budget.giveChunk(chunk, 'spent')
  const other = budget.takeChunk(0)
  t.not(other, chunk)
  budget.giveChunk(other, 'reusable')
  t.is(budget.takeChunk(0), other)
  t.is(budget.usedBytes, other.length)
})

test('RecordBuffer keeps records over chunk borders, with size and checksum', (t) => {
  const budget = new MemoryBudget(1 << 30)
  const lines = new RecordBuffer(budget, NEWLINE)
  let expected = ''
  for (let length = 1; length < 1500; length += 7) {
    const source = new TextEncoder().encode(`..${'x'.repeat(length)}..`)
    lines.append(source, 2, 2 + length)
    expected += `${'x'.repeat(length)}\n`
  }
  for (const length of [4096, 5_000_000, 1]) {
    lines.append(new Uint8Array(length).fill(0x79), 0, length)
    expected += `${'y'.repeat(length)}\n`
  }
  const body = Buffer.concat(lines.chunks())
  t.is(body.toString(), expected)
  t.is(lines.size, body.length)
  t.is(lines.crc, crc32c(body))
  lines.release('reusable')
  t.is(budget.usedBytes, 0)
})

test('RecordBuffer holds little for few records', (t) => {
  const budget = new MemoryBudget(1 << 30)
  const lines = Array.from({ length: 1000 }, () => new RecordBuffer(budget, NEWLINE))
  for (const each of lines) each.append(new Uint8Array(100), 0, 100)
  t.true(budget.usedBytes <= 1000 * 4096)
})

test('RecordBuffer leaves less than half of its memory empty, after the first 4 KiB', (t) => {
  const budget = new MemoryBudget(1 << 30)
  const lines = new RecordBuffer(budget, NEWLINE)
  const line = new Uint8Array(511)
  while (lines.size < 3 << 20) {
    lines.append(line, 0, line.length)
    t.true(budget.usedBytes <= Math.max(4096, 2 * lines.size), `${budget.usedBytes} for ${lines.size}`)
  }
})
