import { buildGraph } from '../graph/build-graph.ts'
import { makeReadySet } from '../graph/ready-set.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { InternalError } from '../model/internal-error.ts'
import type { ActionDeps } from '../model/kind.ts'
import type { PlanStep } from '../model/plan-steps.ts'
import { actionsOf } from './actions-of.ts'
import type { ApplyOptions, ApplyResult } from './apply-options.ts'
import { makeRecorder } from './recorder.ts'
import { makeReport, type Report } from './report.ts'
import { runLimited } from './run-limited.ts'
import { runStep } from './run-step.ts'

/** Runs the steps side by side as far as their waits allow. */
export async function walkSteps(steps: readonly PlanStep[], options: ApplyOptions): Promise<ApplyResult> {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const nodes = steps.map(({ id, waitsFor }) => ({ id, dependsOn: waitsFor.map((need) => ({ id: need })) }))
  const ready = makeReadySet(buildGraph(nodes))
  const recorder = makeRecorder(options.locked)
  const stopping = AbortSignal.any([options.signal, options.locked.lost])
  const report = makeReport(options, stopping)

  await runLimited(
    options.parallelism ?? 10,
    () => (stopping.aborted ? undefined : byId.get(ready.take() ?? '')),
    async (step) => {
      report.started(step)
      try {
        const context = contextFor(step, { options, stopping, report, recorded: recorder.recorded })
        await runStep(step, { actions: actionsOf(options.kinds, step.change.kind), recorder, context })
        ready.done(step.id)
        report.done(step)
      } catch (error) {
        const lost = ready.fail(step.id).flatMap((id) => byId.get(id) ?? [])
        report.failed(step, error, lost)
      }
    },
  )
  if (ready.remaining > 0 && !stopping.aborted)
    throw new InternalError('Cannot apply a plan: its changes wait for each other')
  return report.result(steps)
}

interface StepDeps {
  readonly options: ApplyOptions
  readonly stopping: AbortSignal
  readonly report: Report
  readonly recorded: ActionDeps['recorded']
}

function contextFor(step: PlanStep, { options, stopping, report, recorded }: StepDeps): ActionDeps {
  return {
    ...options.context,
    state: options.locked.state,
    recorded,
    signal: options.locked.lost,
    stopping,
    progress: (message) => report.progress(step, message),
    warn: (diagnostic: Diagnostic) => report.warn(step, diagnostic),
  }
}
