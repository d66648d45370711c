import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'
import { counter, NO_COUNTER } from '../counter.ts'
import type { Output } from '../output.ts'
import type { View } from '../view.ts'
import { renderDiagnostics } from './diagnostic.ts'
import { renderEngineEvent } from './engine.ts'
import { LiveLine } from './live-line.ts'
import { ShownCauses } from './shown-causes.ts'
import { renderWorkerEvent } from './worker.ts'

/** Text to standard output, diagnostics to standard error. */
export function humanView({ stdout, stderr, color, width, terminal }: Output): View {
  const live = new LiveLine(terminal ? stdout : undefined, width)
  const causes = new ShownCauses()
  const diagnostics: View['diagnostics'] = (found, texts) =>
    stderr(renderDiagnostics(found, texts?.sources ?? new Map(), { width, color, hidden: texts?.hidden ?? [] }))
  return {
    diagnostics,
    show: (view, shown) => stdout(view.human(shown, { color, width })),
    showDocument: (view, shown, format) =>
      stdout(format === 'json' ? view.json(shown) : view.human(shown, { color, width })),
    engine: (event, worker) => {
      live.erase()
      const line = renderEngineEvent(event, worker)
      if (line !== undefined) stdout(`${line}\n`)
      const found = diagnosticsOf(event, causes.newCauseOf(event, worker))
      if (found.length > 0) diagnostics(found)
      live.follow(event, worker)
    },
    worker: (event) => {
      live.erase()
      stdout(`${renderWorkerEvent(event)}\n`)
      if (event.event === 'died') live.forget(event.worker)
    },
    note: (text) => stdout(text),
    notice: ({ detail }) => stderr(`Notice: ${detail}\n`),
    counter: (name) => (terminal ? counter(stdout, name) : NO_COUNTER),
  }
}

function diagnosticsOf(event: EngineEvent, cause: Diagnostic | undefined): readonly Diagnostic[] {
  if (event.event === 'failed') return event.diagnostics
  if (event.event === 'warning') return [event.diagnostic]
  return cause === undefined ? [] : [cause]
}
