import { command, type Command } from '../arguments/command.ts'
import { APPLY } from './apply/spec.ts'
import { DELETE } from './delete/spec.ts'
import { DESTROY } from './destroy/spec.ts'
import { EXPLAIN } from './explain/spec.ts'
import { GET } from './get/spec.ts'
import { LIST } from './list/spec.ts'
import { PLAN } from './plan/spec.ts'
import { REPAIR } from './repair/spec.ts'
import { SHOW } from './show/spec.ts'
import { SIMULATE } from './simulate/spec.ts'
import { STATUS } from './status/spec.ts'
import { UP } from './up/spec.ts'
import { VALIDATE } from './validate/spec.ts'
import { VERIFY } from './verify/spec.ts'
import { VERSION } from './version/spec.ts'

/** Every command, in the order of the overview. A spec loads nothing of what its command does. */
export const COMMANDS: readonly Command[] = [
  command(VALIDATE, () => import('./validate/run.ts')),
  command(PLAN, () => import('./plan/run.ts')),
  command(APPLY, () => import('./apply/run.ts')),
  command(DESTROY, () => import('./destroy/run.ts')),
  command(SHOW, () => import('./show/run.ts')),
  command(UP, () => import('./up/run.ts')),
  command(STATUS, () => import('./status/run.ts')),
  command(VERIFY, () => import('./verify/run.ts')),
  command(REPAIR, () => import('./repair/run.ts')),
  command(LIST, () => import('./list/run.ts')),
  command(GET, () => import('./get/run.ts')),
  command(DELETE, () => import('./delete/run.ts')),
  command(SIMULATE, () => import('./simulate/run.ts')),
  command(EXPLAIN, () => import('./explain/run.ts')),
  command(VERSION, () => import('./version/run.ts')),
]
