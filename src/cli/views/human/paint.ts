import { Chalk, type ChalkInstance } from 'chalk'

/** The colours, or none of them. */
export function paintFor(color: boolean): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 })
}
