import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { SpillFile } from '../../../src/io/disk/spill-file.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

function filled(length: number, byte: number): Uint8Array {
  return new Uint8Array(length).fill(byte)
}

test('SpillFile gives back what was written, and uses room again', async (t) => {
  const spill = new SpillFile(join(await temporaryDirectory(t), 'new/spill'), 30_000)
  const [one, two] = [spill.write(filled(10_000, 1)), spill.write(filled(4096, 2))]
  one?.release()
  one?.release()
  const three = spill.write(filled(10_000, 3))
  const into = new Uint8Array(10_000)
  three?.read(into)
  t.deepEqual(into, filled(10_000, 3))
  const small = new Uint8Array(4096)
  two?.read(small)
  t.deepEqual(small, filled(4096, 2))
  spill.close()
  spill.close()
})

test('SpillFile takes no more than its bound, and again when something was released', async (t) => {
  const spill = new SpillFile(await temporaryDirectory(t), 9000)
  const kept = spill.write(filled(4096, 1))
  t.truthy(spill.write(filled(4096, 2)))
  t.is(spill.write(filled(4096, 3)), undefined)
  kept?.release()
  t.truthy(spill.write(filled(4096, 4)))
  spill.close()
})

test('SpillFile leaves no name behind, not even while it is open', async (t) => {
  const directory = await temporaryDirectory(t)
  const spill = new SpillFile(directory, 1 << 20)
  spill.write(filled(4096, 1))
  t.deepEqual(readdirSync(directory), [])
  spill.close()
})

test('SpillFile tells at once where nothing can be written', async (t) => {
  const file = join(await temporaryDirectory(t), 'file')
  writeFileSync(file, '')
  t.throws(() => new SpillFile(file, 1 << 20))
})
