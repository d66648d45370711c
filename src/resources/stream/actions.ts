import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ActionDeps, KindActions, Observation } from '../../model/kind.ts'
import type { RecordedResource } from '../../model/state.ts'
import type { StreamActions } from '../../model/stream.ts'
import { STREAM_CHANGED_ID } from '../action-diagnostics.ts'
import { asWarnings, findProblem } from '../find-problem.ts'
import { declaredVariant, variantOf } from '../variants.ts'

/** Makes or checks streams; deletes only what was made here and is empty. */
export const streamActions: KindActions = {
  kind: 'stream',
  observe: observeStream,
  prepare: (after) => Promise.resolve(after.attributes),
  perform: async (after, _before, context) => {
    const which = variantOf(after.fields, context.streams)
    const actions = await actionsFor(after, context)
    const { topic, made } = await actions.ensure(context.signal)
    context.outside.refresh(which)
    return { ...after.attributes, topic, ...(made === undefined ? {} : { made }) }
  },
  remove: async (recorded, context) => {
    const actions = await actionsFor(recorded, context)
    const { made } = recorded.attributes
    await actions.remove(typeof made === 'string' ? made : undefined, context.signal)
    context.outside.refresh(variantOf(recorded.fields, context.streams))
  },
}

function actionsFor(resource: RecordedResource, context: ActionDeps): Promise<StreamActions> {
  const { variant, settings } = variantOf(resource.fields, context.streams)
  return declaredVariant(context.streams, variant).actions(settings, context.streamDeps)
}

async function observeStream(recorded: RecordedResource, context: ActionDeps): Promise<Observation> {
  const found: Diagnostic[] = []
  const problems = await findProblem(async () => {
    const which = variantOf(recorded.fields, context.streams)
    const { topic } = await context.outside.describe(which, context.signal)
    if (topic !== recorded.attributes['topic'] && concerns(recorded, topic, context)) found.push(changedId(recorded))
  })
  const presence = problems.length > 0 ? 'unknown' : 'present'
  return { presence, diagnostics: [...found, ...asWarnings(problems)] }
}

/** Whether an exporter stands on another id; one that was made since then stands on the new one, and all is well. */
function concerns({ address }: RecordedResource, topic: string, context: ActionDeps): boolean {
  const exporters = context.state().resources.filter((each) => each.fields['stream'] === address)
  return exporters.length === 0 || exporters.some(({ attributes }) => attributes['topic'] !== topic)
}

function changedId({ address }: RecordedResource): Diagnostic {
  const detail = `"${address}" was deleted and recreated outside strmctl: its id is not the one that was applied. Its exporters stop until they are recreated.`
  return diagnose(STREAM_CHANGED_ID, { detail, address })
}
