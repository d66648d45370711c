import { countChanges, type ChangeCounts } from '../../../model/count-changes.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'
import type { CommandDeps } from '../../command-deps.ts'
import type { View } from '../view.ts'
import { diagnosticToJson } from './diagnostic.ts'
import { changeToJson } from './plan.ts'

interface Message {
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
  readonly type: string
  readonly rest: object
}

const ENGINE_LEVELS: { readonly [type in EngineEvent['event']]?: Message['level'] } = {
  failed: 'error',
  retrying: 'warn',
  warning: 'warn',
}

/** NDJSON on standard output, with Terraform's message types where it has one. */
export function jsonView(deps: CommandDeps): View {
  const write = (message: Message): void => {
    const head = {
      '@level': message.level,
      '@message': message.text,
      '@module': 'strmctl',
      '@timestamp': new Date().toISOString(),
    }
    deps.stdout(`${JSON.stringify({ ...head, type: message.type, ...message.rest })}\n`)
  }
  const view: View = {
    diagnostics: (diagnostics, texts) => {
      for (const one of diagnostics) {
        const [level, word] = one.severity === 'error' ? (['error', 'Error'] as const) : (['warn', 'Warning'] as const)
        const rest = { diagnostic: diagnosticToJson(one, texts) }
        write({ level, text: `${word}: ${one.summary}`, type: 'diagnostic', rest })
      }
    },
    plan: ({ changes }) => {
      for (const change of changes.filter((candidate) => candidate.action !== 'no-op')) {
        const text = `${change.address}: Plan to ${change.action}`
        write({ level: 'info', text, type: 'planned_change', rest: { change: changeToJson(change) } })
      }
      write(summaryOf('plan', countChanges(changes)))
    },
    applying: ({ event, address, action, ...rest }) => {
      const more = 'diagnostics' in rest ? {} : rest
      const hook = { resource: { addr: address }, action, ...more }
      const level = event === 'apply_errored' ? 'error' : 'info'
      write({ level, text: `${address}: ${event.replace('apply_', '')}`, type: event, rest: { hook } })
    },
    applied: (outcome, counts) => write(summaryOf(outcome, counts)),
    engine: (event, worker) => {
      if (event.event === 'failed') view.diagnostics(event.diagnostics)
      if ('diagnostic' in event && event.diagnostic !== undefined) view.diagnostics([event.diagnostic])
      const { event: type, ...figures } = event
      const rest = worker === undefined ? figures : { ...figures, worker }
      const level = ENGINE_LEVELS[type] ?? 'info'
      write({ level, text: `${event.exporter}: ${type}`, type: `exporter_${type}`, rest })
    },
    worker: ({ event, ...rest }) => {
      const level = event === 'died' ? 'warn' : 'info'
      write({ level, text: `worker ${rest.worker}: ${event}`, type: `worker_${event}`, rest })
    },
    note: () => undefined,
    answer: (_text, type, value) => write({ level: 'info', text: type, type, rest: { [type]: value } }),
  }
  const { version } = deps
  write({ level: 'info', text: `strmctl ${version}`, type: 'version', rest: { strmctl: version, ui: '1.0' } })
  return view
}

function summaryOf(operation: 'plan' | 'apply' | 'destroy', { add, change, destroy }: ChangeCounts): Message {
  const resources = `${add} added, ${change} changed, ${destroy} destroyed`
  const text =
    operation === 'plan'
      ? `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`
      : `${operation === 'destroy' ? 'Destroy' : 'Apply'} complete! Resources: ${resources}.`
  return { level: 'info', text, type: 'change_summary', rest: { changes: { add, change, remove: destroy, operation } } }
}
