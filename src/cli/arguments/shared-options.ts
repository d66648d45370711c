import type { ValuesOf } from './command.ts'
import { flag, option, repeated } from './declare.ts'
import { assignment, choice, duration, text, wholeNumber } from './value-types.ts'

/** Options that every command takes. */
export const GLOBAL_OPTIONS = {
  chdir: option(text, { alias: 'C', placeholder: 'DIR', doc: 'work as if started in DIR' }),
  json: flag({ doc: 'NDJSON on standard output, one message a line' }),
  color: option(choice(['auto', 'always', 'never'], 'WHEN'), {
    default: 'auto',
    doc: 'colors; NO_COLOR and FORCE_COLOR are respected',
  }),
  help: flag({ alias: 'h', doc: 'show help' }),
}

export type GlobalArgs = ValuesOf<typeof GLOBAL_OPTIONS>

/** Values for the variables of the configuration. */
export const VARIABLE_OPTIONS = {
  var: repeated(assignment, { doc: 'set a variable; may be repeated' }),
  'var-file': repeated(text, { placeholder: 'FILE', doc: 'read variables from a file; may be repeated' }),
}

export type VariableArgs = ValuesOf<typeof VARIABLE_OPTIONS>

/** Of commands that take the lock of the state. */
export const LOCK_OPTIONS = {
  'lock-timeout': option(duration, { default: '0s', doc: 'how long to wait for a lock that another run holds' }),
}

/** Of commands that ask before they change anything. */
export const APPROVAL_OPTIONS = {
  'auto-approve': flag({ doc: 'do not ask before changes are made' }),
  input: flag({ default: true, doc: 'never ask, fail where an answer is needed' }),
}

export type ApprovalArgs = ValuesOf<typeof APPROVAL_OPTIONS>

/** Of commands that show a plan. */
export const PLAN_OPTIONS = {
  concise: flag({ doc: 'show addresses and the summary only' }),
}

/** Of commands that plan and apply. */
export const CHANGE_OPTIONS = {
  ...VARIABLE_OPTIONS,
  ...LOCK_OPTIONS,
  ...APPROVAL_OPTIONS,
  parallelism: option(wholeNumber({ least: 1 }), {
    default: '10',
    doc: 'how many resources are changed at the same time',
  }),
  ...PLAN_OPTIONS,
}

export type ChangeArgs = ValuesOf<typeof CHANGE_OPTIONS>

/** Of commands that answer with one table or one JSON document. */
export const OUTPUT_OPTIONS = {
  output: option(choice(['table', 'json'], 'FORMAT'), { alias: 'o', default: 'table', doc: 'how to print' }),
}

export const RECURSIVE_OPTIONS = {
  recursive: flag({ alias: 'r', doc: 'with everything that depends on it' }),
}
