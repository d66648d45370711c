import { NO_COUNTER } from '../counter.ts'
import type { EngineEvent } from '../../../model/engine-event.ts'
import type { Output } from '../output.ts'
import type { JsonMessage, View } from '../view.ts'
import { diagnosticToJson } from './diagnostic.ts'

const ENGINE_LEVELS: { readonly [type in EngineEvent['event']]?: JsonMessage['level'] } = {
  failed: 'error',
  retrying: 'warn',
  warning: 'warn',
}

/** NDJSON on standard output, with Terraform's message types where it has one. The first message names the version. */
export function jsonView({ stdout, version }: Output): View {
  let isBegun = false
  const begin = (): void => {
    if (isBegun) return
    isBegun = true
    write({ level: 'info', text: `strmctl ${version}`, type: 'version', rest: { strmctl: version, ui: '1.0' } })
  }
  const write = ({ level, text, type, rest }: JsonMessage): void => {
    begin()
    const head = {
      '@level': level,
      '@message': text,
      '@module': 'strmctl',
      '@timestamp': new Date().toISOString(),
    }
    stdout(`${JSON.stringify({ ...head, type, ...rest })}\n`)
  }
  const diagnostics: View['diagnostics'] = (found, texts) => {
    for (const one of found) {
      const [level, word] = one.severity === 'error' ? (['error', 'Error'] as const) : (['warn', 'Warning'] as const)
      const rest = { diagnostic: diagnosticToJson(one, texts) }
      write({ level, text: `${word}: ${one.summary}`, type: 'diagnostic', rest })
    }
  }
  return {
    diagnostics,
    show: (view, shown) => view.json(shown).forEach(write),
    showDocument: (view, shown) => stdout(view.json(shown)),
    engine: (event, worker) => {
      if (event.event === 'failed') diagnostics(event.diagnostics)
      if ('diagnostic' in event && event.diagnostic !== undefined) diagnostics([event.diagnostic])
      const { event: type, ...figures } = event
      const rest = worker === undefined ? figures : { ...figures, worker }
      const level = ENGINE_LEVELS[type] ?? 'info'
      write({ level, text: `${event.exporter}: ${type}`, type: `exporter_${type}`, rest })
    },
    worker: ({ event, ...rest }) => {
      const level = event === 'died' ? 'warn' : 'info'
      write({ level, text: `worker ${rest.worker}: ${event}`, type: `worker_${event}`, rest })
    },
    note: begin,
    notice: (diagnostic) => diagnostics([diagnostic]),
    counter: () => NO_COUNTER,
  }
}
