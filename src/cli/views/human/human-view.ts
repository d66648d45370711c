import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'
import type { CommandDeps } from '../../command-deps.ts'
import type { View } from '../view.ts'
import { renderApplyEvent, renderApplied } from './apply.ts'
import { renderDiagnostics } from './diagnostic.ts'
import { renderEngineEvent } from './engine.ts'
import { LiveLine } from './live-line.ts'
import { renderPlan } from './plan.ts'
import { ShownCauses } from './shown-causes.ts'
import { renderWorkerEvent } from './worker.ts'

/** Text to standard output, diagnostics to standard error. */
export function humanView(deps: CommandDeps): View {
  const { stdout, stderr, color, width } = deps
  const live = new LiveLine(deps.terminal ? stdout : undefined, width)
  const causes = new ShownCauses()
  return {
    diagnostics: (diagnostics, texts) =>
      stderr(
        renderDiagnostics(diagnostics, texts?.sources ?? new Map(), { width, color, hidden: texts?.hidden ?? [] }),
      ),
    plan: (plan, options) => stdout(renderPlan(plan, { color, width, concise: options.concise })),
    applying: (event) => stdout(renderApplyEvent(event, { color })),
    applied: (outcome, counts) => stdout(renderApplied(outcome, counts, { color })),
    engine: (event, worker) => {
      live.erase()
      const line = renderEngineEvent(event, worker)
      if (line !== undefined) stdout(`${line}\n`)
      const diagnostics = diagnosticsOf(event, causes.newCauseOf(event, worker))
      if (diagnostics.length > 0) stderr(renderDiagnostics(diagnostics, new Map(), { width, color, hidden: [] }))
      live.follow(event, worker)
    },
    worker: (event) => {
      live.erase()
      stdout(`${renderWorkerEvent(event)}\n`)
      if (event.event === 'died') live.forget(event.worker)
    },
    note: (text) => stdout(text),
    answer: (text) => stdout(text),
  }
}

function diagnosticsOf(event: EngineEvent, cause: Diagnostic | undefined): readonly Diagnostic[] {
  if (event.event === 'failed') return event.diagnostics
  if (event.event === 'warning') return [event.diagnostic]
  return cause === undefined ? [] : [cause]
}
