import type { OptionSpec } from '../arguments/command.ts'

/** Of commands that take the lock of the state. */
export const locking: { readonly [name: string]: OptionSpec } = {
  'lock-timeout': {
    type: 'string',
    value: 'DURATION',
    default: '0s',
    doc: 'how long to wait for a lock somebody else holds',
  },
}
