import { hasErrors } from '../../../model/diagnostic.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { readProject } from '../../project/read-project.ts'
import type { VALIDATE } from './spec.ts'
import { validationView } from './view.ts'

export const run: RunCommand<typeof VALIDATE> = async (args, deps) => {
  const { diagnostics, texts } = await readProject(args, deps)
  deps.view.diagnostics(diagnostics, texts)
  const valid = !hasErrors(diagnostics)
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
  deps.view.show(validationView, { valid, error_count: errors, warning_count: diagnostics.length - errors })
  return valid ? EXIT.ok : EXIT.error
}
