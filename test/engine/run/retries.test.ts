import test from 'ava'
import { PLACE_FULL } from '../../../src/connectors/diagnostics.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { DIRECT_LINK, LinkError } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

test('runExporter() retries while the destination fails, reports its diagnostic once, and loses nothing', async (t) => {
  const kit = new Kit(1)
  let failures = 5
  const link = {
    ...DIRECT_LINK,
    call: <T>(operation: string, effect: () => T) => {
      if (operation === 'create' && failures-- > 0) return Promise.reject(new SinkError('no-space', 'Disk is full'))
      return DIRECT_LINK.call(operation, effect)
    },
  }
  kit.topic.append(0, 'a')
  await kit.finish(kit.run({ once: true, world: kit.world(link) }))
  t.deepEqual(Object.values(kit.files()), ['a\n'])
  t.deepEqual(
    kit.eventsOf('retrying').map(({ attempt, code }) => [attempt, code]),
    [1, 2, 3, 4, 5].map((attempt) => [attempt, PLACE_FULL.code]),
  )
  const diagnostics = kit.eventsOf('retrying').map(({ diagnostic }) => diagnostic)
  t.like(diagnostics[0], { severity: 'warning', address: 'batch_exporter.out', code: PLACE_FULL.code })
  t.regex(diagnostics[0]?.detail ?? '', /Disk is full\. Free some space/)
  t.deepEqual(diagnostics.slice(1), [undefined, undefined, undefined, undefined])
  t.like(kit.eventsOf('resumed'), [{ failures: 5 }])
})

test('runExporter() reports a failure without a diagnostic of its own as one that names what to do', async (t) => {
  const kit = new Kit(1)
  let failures = 2
  const link = {
    ...DIRECT_LINK,
    call: <T>(operation: string, effect: () => T) =>
      operation === 'describe' && failures-- > 0
        ? Promise.reject(new LinkError(operation))
        : DIRECT_LINK.call(operation, effect),
  }
  await kit.finish(kit.run({ once: true, world: kit.world(link) }))
  const [first, second] = kit.eventsOf('retrying')
  t.like(first, { what: 'describe the stream', attempt: 1, code: 'STRM3013' })
  t.regex(first?.diagnostic?.detail ?? '', /It is retried until it works/)
  t.is(second?.diagnostic, undefined)
})
