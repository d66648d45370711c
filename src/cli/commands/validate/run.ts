import { hasErrors } from '../../../model/diagnostic.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { EXIT } from '../../exit-code.ts'
import { readProject } from '../../project/read-project.ts'
import { viewFor } from '../../views/view-for.ts'

export const run: RunCommand = async (args, deps) => {
  const project = await readProject(args, deps)
  const view = viewFor(deps)
  view.diagnostics(project.diagnostics, project.texts)
  const valid = !hasErrors(project.diagnostics)
  const errors = project.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
  const answer = { valid, error_count: errors, warning_count: project.diagnostics.length - errors }
  if (valid) view.answer('Success! The configuration is valid.\n', 'validation', answer)
  else view.answer('', 'validation', answer)
  return valid ? EXIT.ok : EXIT.error
}
