import test from 'ava'
import { ShownCauses } from '../../../../src/cli/views/human/shown-causes.ts'
import type { Diagnostic } from '../../../../src/model/diagnostic.ts'
import type { EngineEvent } from '../../../../src/model/engine-event.ts'

const down: Diagnostic = { severity: 'warning', code: 'STRM0', summary: 'Down', detail: 'No route. Check the broker.' }

function fails(exporter: string, diagnostic = down): EngineEvent {
  const { code } = diagnostic
  return { event: 'retrying', exporter, what: 'read', attempt: 1, delayMs: 1, code, diagnostic }
}

test('a cause that several exporters meet is shown whole once', (t) => {
  const causes = new ShownCauses()
  t.is(causes.newCauseOf(fails('a')), down)
  t.is(causes.newCauseOf(fails('b')), undefined)
  t.is(causes.newCauseOf(fails('a'), 2), undefined)
  t.like(causes.newCauseOf(fails('b', { ...down, detail: 'Another broker' })), { detail: 'Another broker' })
})

test('a cause is shown whole again once it was over for all', (t) => {
  const causes = new ShownCauses()
  for (const name of ['a', 'b']) causes.newCauseOf(fails(name))
  causes.newCauseOf({ event: 'resumed', exporter: 'a', what: 'read', failures: 1 })
  t.is(causes.newCauseOf(fails('c')), undefined)
  for (const name of ['b', 'c']) causes.newCauseOf({ event: 'stopped', exporter: name })
  t.is(causes.newCauseOf(fails('a')), down)
})
