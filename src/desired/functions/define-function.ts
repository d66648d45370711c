import { InternalError } from '../../model/internal-error.ts'
import type { CallProblem, EagerFunction, MarkRule } from '../evaluate/function-declaration.ts'
import type { Host } from '../evaluate/host.ts'
import type { Value } from '../evaluate/value.ts'
import type { Parameter } from './parameter.ts'

type Read<P extends readonly Parameter<unknown>[]> = { [I in keyof P]: P[I] extends Parameter<infer T> ? T : never }

/** A function whose `call` gets its arguments converted as the parameters say: this is where untyped values become typed. */
export function defineFunction<const P extends readonly Parameter<unknown>[], R = never>(spec: {
  readonly name: string
  readonly doc: string
  readonly parameters: P
  readonly rest?: Parameter<R>
  /** `all` when absent: the result is sensitive when any part of any argument is. */
  readonly marks?: MarkRule
  readonly call: (args: Read<P>, more: { readonly rest: readonly R[]; readonly host: Host }) => Value | CallProblem
}): EagerFunction {
  const { name, doc, parameters, rest, marks = 'all', call } = spec
  return {
    evaluation: 'eager',
    name,
    doc,
    parameters,
    rest,
    marks,
    call: (values, host) => {
      const read = parameters.map((parameter, index) => {
        const value = values[index]
        return value === undefined ? undefined : parameter.read(value)
      })
      if (!isRead(read, parameters)) throw new InternalError(`The arguments of "${name}" were not checked`)
      const further = values.slice(parameters.length).map((value) => rest?.read(value))
      return call(read, { rest: further.filter((value) => value !== undefined), host })
    },
  }
}

/** The gate from values to typed arguments: each was read by its parameter, or may be left out. */
function isRead<P extends readonly Parameter<unknown>[]>(values: readonly unknown[], parameters: P): values is Read<P> {
  return parameters.every((parameter, index) => parameter.optional || values[index] !== undefined)
}

/** The call has no result: `detail` says what is wrong and what to do, and quotes every value with `quote`. */
export function problem(detail: CallProblem['problem'], argument?: number): CallProblem {
  return argument === undefined ? { problem: detail } : { problem: detail, argument }
}
