import test from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { recoverExporter } from '../../../src/engine/run/recover-exporter.ts'
import type { CrashPoint } from '../../../src/engine/world.ts'
import { settle } from '../../memory/fake-clock.ts'
import { aRevision, Kit } from '../kit.ts'

/** A worker that exported up to a crash point and is gone. */
async function crashed(point: CrashPoint): Promise<Kit> {
  const kit = new Kit(2)
  kit.topic.append(0, 'a')
  kit.topic.append(1, 'b')
  const crashPoint = (name: CrashPoint) => (name === point ? new Promise<void>(() => {}) : Promise.resolve())
  void kit.run({ once: true, world: { crashPoint } })
  await settle()
  kit.group.remove('member-1')
  return kit
}

for (const point of ['announced', 'created'] as const) {
  test(`recoverExporter() finishes what was ${point} and leaves`, async (t) => {
    const kit = await crashed(point)
    await kit.finish(recoverExporter(kit.job, kit.world(), kit.stop.signal))
    t.deepEqual(Object.values(kit.files()), ['a\nb\n'])
    t.is(kit.store.created.length, 1)
    t.true([...kit.group.entries.values()].every(({ intent, offset }) => intent === undefined && offset === 1))
    t.deepEqual(kit.group.members, [])
  })
}

test('recoverExporter() has nothing to do for an exporter without a ledger', async (t) => {
  const kit = new Kit(2)
  kit.group.entries.clear()
  await t.notThrowsAsync(kit.finish(recoverExporter(kit.job, kit.world(), kit.stop.signal)))
})

test('recoverExporter() builds with the revision that was announced', async (t) => {
  const kit = await crashed('announced')
  const current = aRevision(2, { pathPrefix: 'elsewhere' })
  const job = { ...kit.job, current, revisions: new Map([...kit.job.revisions, [2, current]]) }
  await kit.finish(recoverExporter(job, kit.world(), kit.stop.signal))
  t.deepEqual(Object.keys(kit.files()), ['events/2021-03-26T09:56:00-demo---0-1.jsonl'])
})

test('recoverExporter() rejects where the revision is unknown', async (t) => {
  const kit = await crashed('announced')
  const current = aRevision(2)
  const job = { ...kit.job, current, revisions: new Map([[2, current]]) }
  const error = await t.throwsAsync(kit.finish(recoverExporter(job, kit.world(), kit.stop.signal)))
  t.is(error instanceof DiagnosedError ? error.diagnostics[0]?.code : undefined, 'STRM3004')
})

test('recoverExporter() marks an object incomplete whose records are gone', async (t) => {
  const kit = await crashed('announced')
  kit.topic.cut(1, 1)
  await kit.finish(recoverExporter(kit.job, kit.world(), kit.stop.signal))
  t.deepEqual(Object.values(kit.files()), ['a\n'])
  t.is(kit.store.objects[0]?.metadata['incomplete'], '1')
  t.is(kit.eventsOf('warning')[0]?.diagnostic.code, 'STRM3009')
})

test('recoverExporter() ends when it is told to', async (t) => {
  const kit = await crashed('announced')
  const world = { ...kit.world(), openStream: () => Promise.reject(new Error('unreachable')) }
  const recovering = recoverExporter(kit.job, world, kit.stop.signal)
  await kit.clock.advance(5000)
  kit.stop.abort(new Error('enough'))
  await t.throwsAsync(recovering, { message: 'enough' })
})
