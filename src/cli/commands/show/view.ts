import type { State } from '../../../model/state.ts'
import { parseAddress } from '../../../model/address.ts'
import type { FieldValue } from '../../../model/fields.ts'
import { renderFieldValue } from '../../views/human/field-change.ts'
import { answerMessages } from '../../views/json/messages.ts'
import type { MessageView } from '../../views/view.ts'

export const stateView: MessageView<State> = {
  human: renderState,
  json: (state) => answerMessages('state', state),
}

/** The applied resources in HCL spelling, secrets masked. */
function renderState(state: State): string {
  if (state.resources.length === 0) return 'The state is empty: nothing is applied.\n'
  return state.resources
    .map((resource) => {
      const address = parseAddress(resource.address)
      const header = `# ${resource.address}\n${address?.kind ?? resource.kind} "${address?.label ?? resource.address}" {`
      const lines = [...Object.entries(resource.fields), ...Object.entries(resource.attributes)]
      return [header, ...alignedLines(lines), '}', ''].join('\n')
    })
    .join('\n')
}

function alignedLines(entries: readonly (readonly [string, FieldValue])[]): readonly string[] {
  const known = entries.filter(([, value]) => value !== null)
  const width = Math.max(0, ...known.map(([name]) => name.length))
  return known.map(([name, value]) => `  ${name.padEnd(width)} = ${renderFieldValue(value)}`)
}
