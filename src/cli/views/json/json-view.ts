import { countChanges } from '../../../model/count-changes.ts'
import type { Surroundings } from '../../surroundings.ts'
import type { View } from '../view.ts'
import { diagnosticToJson } from './diagnostic.ts'
import { changeToJson } from './plan.ts'

/** NDJSON on standard output, with Terraform's message types where it has one. */
export function jsonView(surroundings: Surroundings): View {
  const write = (level: 'info' | 'warn' | 'error', message: string, type: string, rest: object): void =>
    surroundings.stdout(
      `${JSON.stringify({ '@level': level, '@message': message, '@module': 'strmctl', '@timestamp': new Date().toISOString(), type, ...rest })}\n`,
    )
  const view: View = {
    diagnostics: (diagnostics, texts) => {
      for (const one of diagnostics) {
        write(
          one.severity === 'error' ? 'error' : 'warn',
          `${one.severity === 'error' ? 'Error' : 'Warning'}: ${one.summary}`,
          'diagnostic',
          { diagnostic: diagnosticToJson(one, texts) },
        )
      }
    },
    plan: (plan) => {
      for (const change of plan.changes.filter((candidate) => candidate.action !== 'no-op')) {
        write('info', `${change.address}: Plan to ${change.action}`, 'planned_change', { change: changeToJson(change) })
      }
      const counts = countChanges(plan.changes)
      write(
        'info',
        `Plan: ${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.`,
        'change_summary',
        {
          changes: { add: counts.add, change: counts.change, remove: counts.destroy, operation: 'plan' },
        },
      )
    },
    applying: ({ event, address, action, ...rest }) => {
      const more = 'diagnostics' in rest ? {} : rest
      write(event === 'apply_errored' ? 'error' : 'info', `${address}: ${event.replace('apply_', '')}`, event, {
        hook: { resource: { addr: address }, action, ...more },
      })
    },
    applied: (outcome, counts) =>
      write(
        'info',
        `${outcome === 'destroy' ? 'Destroy' : 'Apply'} complete! Resources: ${counts.add} added, ${counts.change} changed, ${counts.destroy} destroyed.`,
        'change_summary',
        {
          changes: { add: counts.add, change: counts.change, remove: counts.destroy, operation: outcome },
        },
      ),
    engine: (event) => {
      if (event.event === 'failed') view.diagnostics(event.diagnostics)
      if (event.event === 'warning') view.diagnostics([event.diagnostic])
      const { event: type, ...rest } = event
      write(type === 'failed' ? 'error' : 'info', `${event.exporter}: ${type}`, `exporter_${type}`, rest)
    },
    note: () => undefined,
    answer: (_text, type, value) => write('info', type, type, { [type]: value }),
  }
  write('info', `strmctl ${surroundings.version}`, 'version', { strmctl: surroundings.version, ui: '1.0' })
  return view
}
