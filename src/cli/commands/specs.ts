import type { CommandSpec, OptionSpec } from '../arguments/command.ts'
import { AUDIT_COMMANDS } from './audit-specs.ts'
import { locking } from './locking.ts'

/** Options every command takes. */
export const GLOBAL_OPTIONS: { readonly [name: string]: OptionSpec } = {
  chdir: { type: 'string', alias: 'C', value: 'DIR', doc: 'work as if started in DIR' },
  json: { type: 'boolean', doc: 'NDJSON on standard output, one message a line' },
  color: {
    type: 'string',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    doc: 'colours; NO_COLOR and FORCE_COLOR are respected',
  },
  help: { type: 'boolean', alias: 'h', doc: 'show help' },
}

const variables: { readonly [name: string]: OptionSpec } = {
  var: { type: 'list', value: 'NAME=VALUE', doc: 'set a variable; may be repeated' },
  'var-file': { type: 'list', value: 'FILE', doc: 'read variables from a file; may be repeated' },
}

const applying: { readonly [name: string]: OptionSpec } = {
  ...variables,
  ...locking,
  'auto-approve': { type: 'boolean', doc: 'do not ask before changes are made' },
  input: { type: 'boolean', default: true, doc: 'never ask, fail where an answer is needed' },
  parallelism: {
    type: 'number',
    value: 'N',
    default: 10,
    least: 1,
    doc: 'how many resources are changed at the same time',
  },
  concise: { type: 'boolean', doc: 'show addresses and the summary only' },
}

const output: OptionSpec = {
  type: 'string',
  alias: 'o',
  value: 'FORMAT',
  choices: ['table', 'json'],
  default: 'table',
  doc: 'how to print',
}

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'validate',
    summary: 'Check the configuration without touching anything',
    options: { ...variables },
    examples: [{ line: 'strmctl validate', doc: 'every mistake of every file, with its place' }],
    load: () => import('./validate/run.ts'),
  },
  {
    name: 'plan',
    summary: 'Show what apply would change',
    description: 'Reads the configuration, the state and the outside world, and shows the difference. Changes nothing.',
    options: {
      ...variables,
      ...locking,
      destroy: { type: 'boolean', doc: 'plan the removal of everything' },
      'detailed-exitcode': { type: 'boolean', doc: 'exit 2 when there are changes, 0 when there are none' },
      input: { type: 'boolean', default: true, doc: 'never ask' },
      concise: { type: 'boolean', doc: 'show addresses and the summary only' },
    },
    examples: [
      { line: 'strmctl plan', doc: 'what would change' },
      { line: 'strmctl plan --detailed-exitcode --json', doc: 'for a pipeline' },
    ],
    load: () => import('./plan/run.ts'),
  },
  {
    name: 'apply',
    summary: 'Make it so: create, change and delete what plan shows',
    description:
      'Shows the plan and asks; only "yes" counts. Without a terminal it refuses unless --auto-approve is given.',
    options: { ...applying, destroy: { type: 'boolean', doc: 'remove everything, as destroy does' } },
    examples: [
      { line: 'strmctl apply', doc: 'plan, ask, apply' },
      { line: 'strmctl apply --auto-approve --lock-timeout 2m', doc: 'in a pipeline' },
    ],
    load: () => import('./apply/run.ts'),
  },
  {
    name: 'destroy',
    summary: 'Delete everything this state manages',
    description:
      'Exporters finish what they announced, then their ledgers are removed. Objects and events are never deleted.',
    options: applying,
    examples: [{ line: 'strmctl destroy', doc: 'plan the removal, ask, remove' }],
    load: () => import('./destroy/run.ts'),
  },
  {
    name: 'show',
    summary: 'Show what was applied',
    options: {},
    examples: [{ line: 'strmctl show', doc: 'every resource of the state; secrets are masked' }],
    load: () => import('./show/run.ts'),
  },
  {
    name: 'up',
    summary: 'Run the applied exporters',
    description:
      'Exports until it is stopped; follows the state, so an apply in another terminal takes effect without a restart.\n' +
      'SIGTERM or Ctrl-C writes what is open and leaves with 0; a second one stops at once, as does\n' +
      'the first one after --grace (exit 143 or 130), and the next start recovers.\n' +
      'With --workers the partitions of each topic are shared out among several processes; one that dies is started again.',
    options: {
      exporter: { type: 'list', value: 'NAME', doc: 'run only these exporters; may be repeated' },
      once: { type: 'boolean', doc: 'export what is there now, then exit' },
      timeout: { type: 'string', value: 'DURATION', doc: 'with --once: give up after this long (exit 1)' },
      grace: {
        type: 'string',
        value: 'DURATION',
        default: '20s',
        doc: 'when stopped: what is not written after this long is left to the next start',
      },
      memory: { type: 'string', value: 'SIZE', default: '128MiB', doc: 'byte budget of all open batches together' },
      workers: {
        type: 'number',
        value: 'N',
        default: 1,
        doc: 'member processes on this machine, each with its even share of --memory',
      },
      spill: { type: 'string', value: 'DIR', doc: 'put open batches into files there when memory is used up' },
      'spill-max': { type: 'string', value: 'SIZE', default: '4GiB', doc: 'with --spill: most bytes there' },
      lease: {
        type: 'string',
        value: 'DURATION',
        default: '10s',
        doc: 'directory streams: a stalled process is replaced after this long',
      },
    },
    examples: [
      { line: 'strmctl up', doc: 'run all exporters' },
      { line: 'strmctl up --once --timeout 5m', doc: 'catch up, then exit: for cron and CI' },
      { line: 'strmctl up --workers 4 --memory 512MiB', doc: 'four processes, 128 MiB of open batches each' },
    ],
    load: () => import('./up/run.ts'),
  },
  {
    name: 'status',
    summary: 'Show where each exporter stands',
    options: { output },
    examples: [{ line: 'strmctl status', doc: 'position, lag and last object of each exporter' }],
    load: () => import('./status/run.ts'),
  },
  ...AUDIT_COMMANDS,
  {
    name: 'list',
    summary: 'List what was applied',
    positionals: [
      { name: 'kind', required: true, choices: ['data-connectors', 'batch-exporters', 'streams'], doc: 'what to list' },
    ],
    options: { output, recursive: { type: 'boolean', alias: 'r', doc: 'with dependents' } },
    examples: [{ line: 'strmctl list data-connectors -o json', doc: 'as JSON' }],
    load: () => import('./list/run.ts'),
  },
  {
    name: 'get',
    summary: 'Show one stream, data connector or batch exporter',
    positionals: [
      { name: 'kind', required: true, choices: ['data-connector', 'batch-exporter', 'stream'], doc: 'what to get' },
      { name: 'name', required: true, doc: 'its name' },
    ],
    options: { output, recursive: { type: 'boolean', alias: 'r', doc: 'with dependents' } },
    examples: [{ line: 'strmctl get batch-exporter s3-demo -o json', doc: 'as JSON' }],
    load: () => import('./get/run.ts'),
  },
  {
    name: 'delete',
    summary: 'Delete data connectors or batch exporters by name',
    positionals: [
      { name: 'kind', required: true, choices: ['data-connector', 'batch-exporter'], doc: 'what to delete' },
      { name: 'name', required: true, many: true, doc: 'names' },
    ],
    options: { ...applying, recursive: { type: 'boolean', alias: 'r', doc: 'with everything that depends on it' } },
    examples: [
      { line: 'strmctl delete batch-exporter s3-demo', doc: 'says what to remove from the configuration first' },
    ],
    load: () => import('./delete/run.ts'),
  },
  {
    name: 'simulate',
    summary: 'Send random events into a stream',
    positionals: [
      { name: 'what', required: true, choices: ['random-events'], doc: 'what to send' },
      { name: 'stream', required: true, doc: 'name of an applied stream' },
    ],
    options: {
      interval: { type: 'number', value: 'MS', doc: 'milliseconds between events [default: 1000]' },
      rate: { type: 'number', value: 'N', doc: 'events per second, instead of --interval' },
      count: {
        type: 'number',
        value: 'N',
        doc: 'stop after so many events; without --interval or --rate as fast as possible',
      },
      duration: { type: 'string', value: 'DURATION', doc: 'stop after this long' },
      schema: {
        type: 'string',
        value: 'NAME',
        choices: ['random', 'clickstream'],
        default: 'random',
        doc: 'shape of the events',
      },
      'session-range': { type: 'number', value: 'N', default: 1000, doc: 'how many different sessions' },
      'session-prefix': { type: 'string', value: 'TEXT', default: 'session', doc: 'how their names begin' },
      purposes: { type: 'list', value: 'N', doc: 'consent levels of the events, as in 0,1' },
      size: { type: 'string', value: 'SIZE', doc: 'least size of an event' },
      seed: { type: 'string', value: 'TEXT', doc: 'the same seed gives the same events' },
      quiet: { type: 'boolean', doc: 'do not say how many were sent' },
    },
    examples: [{ line: 'strmctl simulate random-events demo --count 5000', doc: 'five thousand events at once' }],
    load: () => import('./simulate/run.ts'),
  },
  {
    name: 'explain',
    summary: 'Explain a diagnostic code',
    positionals: [{ name: 'code', doc: 'as printed in brackets; all codes when none is given' }],
    options: {},
    examples: [{ line: 'strmctl explain STRM1201', doc: 'what it means and what to do' }],
    load: () => import('./explain/run.ts'),
  },
  {
    name: 'version',
    summary: 'Print the version',
    options: {},
    examples: [{ line: 'strmctl version', doc: '' }],
    load: () => import('./version/run.ts'),
  },
]
