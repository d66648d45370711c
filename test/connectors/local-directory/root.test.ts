import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { Root } from '../../../src/connectors/local-directory/root.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { temporaryDirectory } from '../../temporary-directory.ts'

test('the files of a root make directories below it, never the root itself', async (t) => {
  const root = new Root(join(await temporaryDirectory(t), 'out'))
  await root.ensure()
  await root.files.makeDirectory(join(root.path, 'below'))
  await rm(root.path, { recursive: true })
  const made = root.files.makeDirectory(root.path)
  t.is((await t.throwsAsync(made, { instanceOf: SinkError })).reason, 'missing-place')
  await t.throwsAsync(stat(root.path))
})

test('require() says what is wrong with a root', async (t) => {
  const parent = await temporaryDirectory(t)
  const root = new Root(join(parent, 'out'))
  await t.throwsAsync(root.require(), { message: /does not exist/ })
  await root.ensure()
  await t.notThrowsAsync(root.require())
})
