import { countChanges } from '../../../model/count-changes.ts'
import { effectiveChanges } from '../../../model/effective-changes.ts'
import type { Plan } from '../../../model/plan.ts'
import { renderPlan } from '../../views/human/plan.ts'
import { changeToJson } from '../../views/json/plan.ts'
import { summaryMessage } from '../../views/json/summary.ts'
import type { MessageView } from '../../views/view.ts'

/** A plan as `plan`, `apply` and `destroy` show it. `concise`: only the list of addresses and the summary, for people. */
export function planView({ concise }: { readonly concise: boolean }): MessageView<Plan> {
  return {
    human: (plan, style) => renderPlan(plan, { ...style, concise }),
    json: (plan) => [
      ...effectiveChanges(plan).map((change) => ({
        level: 'info' as const,
        text: `${change.address}: Plan to ${change.action}`,
        type: 'planned_change',
        rest: { change: changeToJson(change) },
      })),
      summaryMessage('plan', countChanges(plan.changes)),
    ],
  }
}
