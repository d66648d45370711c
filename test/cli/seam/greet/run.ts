import type { RunCommand } from '../../../../src/cli/arguments/command.ts'
import { EXIT } from '../../../../src/cli/exit-code.ts'
import type { GREET } from './spec.ts'
import { greetingView } from './view.ts'

export const run: RunCommand<typeof GREET> = ({ name, after, loudly }, { view }) => {
  // Typed by the spec: a duration is a number of milliseconds, a text a string.
  const [seconds, spoken] = [after / 1000, loudly ? name.toUpperCase() : name]
  view.show(greetingView, { name: spoken, seconds })
  return Promise.resolve(EXIT.ok)
}
