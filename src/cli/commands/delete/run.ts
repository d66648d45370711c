import { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../../model/diagnostic.ts'
import type { RecordedResource, State } from '../../../model/state.ts'
import { STILL_IN_USE } from '../../../plan/diagnostics.ts'
import type { RunCommand } from '../../arguments/command.ts'
import { STILL_DECLARED } from '../../diagnostics.ts'
import { kindInWords, nameOf } from '../../project/resource-name.ts'
import { findByName, readApplied } from '../../project/read-applied.ts'
import { readProject, type Project } from '../../project/read-project.ts'
import type { DELETE } from './spec.ts'

/** Refuses with the reason: dependents, or the block that declares it. Editing the configuration comes with a later release. */
export const run: RunCommand<typeof DELETE> = async (args, deps) => {
  const state = await readApplied(deps)
  const resources = findByName(state, args.kind, args.name)
  const used = args.recursive ? [] : resources.flatMap((resource) => stillInUse(resource, resources, state))
  if (used.length > 0) throw new DiagnosedError(used)
  const project = await readProject(args, deps)
  throw new DiagnosedError(withDependents(resources, state).map((resource) => howToDelete(resource, project)))
}

function stillInUse(
  resource: RecordedResource,
  going: readonly RecordedResource[],
  state: State,
): readonly Diagnostic[] {
  const users = state.resources.filter((other) => other.dependsOn.includes(resource.address) && !going.includes(other))
  if (users.length === 0) return []
  const names = users.map((user) => `"${nameOf(user)}"`).join(', ')
  const detail = `Cannot delete data connector "${nameOf(resource)}": it is used by batch exporter ${names}. Delete that first, or delete everything linked with --recursive.`
  return [diagnose(STILL_IN_USE, { detail, address: resource.address })]
}

function withDependents(resources: readonly RecordedResource[], state: State): readonly RecordedResource[] {
  const addresses = new Set(resources.map((resource) => resource.address))
  return state.resources.filter(
    (other) => addresses.has(other.address) || other.dependsOn.some((address) => addresses.has(address)),
  )
}

function howToDelete(resource: RecordedResource, project: Project): Diagnostic {
  const declared = project.resources.find(
    (desired) => desired.fields['name'] === resource.fields['name'] && desired.kind === resource.kind,
  )
  const what = `${kindInWords(resource.kind)} "${nameOf(resource)}"`
  if (declared === undefined) {
    return diagnose(STILL_DECLARED, {
      detail: `The configuration no longer declares ${what}. Run "strmctl apply": it deletes it.`,
      address: resource.address,
    })
  }
  return diagnose(STILL_DECLARED, {
    detail: `The configuration declares ${what} here. Remove this block, then run "strmctl apply".`,
    address: resource.address,
    range: declared.range,
  })
}
