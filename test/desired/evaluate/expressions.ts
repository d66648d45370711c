import { evaluate } from '../../../src/desired/evaluate/evaluate.ts'
import type { Evaluated } from '../../../src/desired/evaluate/evaluated.ts'
import type { Host } from '../../../src/desired/evaluate/host.ts'
import {
  listValue,
  markSensitive,
  objectValue,
  referenceValue,
  stringValue,
} from '../../../src/desired/evaluate/make-value.ts'
import { valueFromPlain } from '../../../src/desired/evaluate/plain-value.ts'
import { makeScope } from '../../../src/desired/evaluate/scope.ts'
import type { Binding, Namespace, Scope } from '../../../src/desired/evaluate/scope.ts'
import type { Members, Value } from '../../../src/desired/evaluate/value.ts'
import { FUNCTIONS } from '../../../src/desired/functions/functions.ts'
import type { Diagnostic } from '../../../src/model/diagnostic.ts'
import type { SourceRange } from '../../../src/model/source-range.ts'
import type { Expression } from '../../../src/syntax/expression.ts'
import { parseExpression } from '../../../src/syntax/hcl/parse-expression.ts'

/** The canary: must be in no message. */
export const SECRET = 'hunter2'

/** What the expressions of the tests can name: `var.*` and `stream.*`, files and environment variables. */
export function exampleScope(variables: { readonly [name: string]: Value } = exampleVariables()): Scope {
  const bindings = new Map<string, Binding>([
    ['var', namespace('variable', variables)],
    ['local', namespace('local', { region: stringValue('eu') })],
    ['stream', namespace('stream', exampleStreams())],
  ])
  return makeScope({ bindings, functions: FUNCTIONS, host: exampleHost() })
}

export function exampleVariables(secret: Value = stringValue(SECRET)): { readonly [name: string]: Value } {
  return {
    name: stringValue('events'),
    count: valueFromPlain(3),
    debug: valueFromPlain(true),
    nothing: valueFromPlain(null),
    list: valueFromPlain(['a', 'b', 'c']),
    empty: valueFromPlain([]),
    settings: valueFromPlain({ bucket: 'logs', port: 80, 'a b': 1 }),
    nested: valueFromPlain([
      { id: 1, tags: ['x'] },
      { id: 2, tags: ['y', 'z'] },
    ]),
    broken: { type: 'unknown', sensitive: false },
    secret: markSensitive(secret),
    secrets: listValue([stringValue('open'), markSensitive(secret)]),
    credentials: objectValue([
      ['user', stringValue('me')],
      ['password', markSensitive(secret)],
    ]),
    hidden: markSensitive(listValue([stringValue('a'), stringValue('b')])),
  }
}

function exampleStreams(): { readonly [name: string]: Value } {
  return {
    demo: stream('demo'),
    each: objectValue([
      ['eu', stream('each', 'eu')],
      ['us', stream('each', 'us')],
    ]),
    counted: listValue([stream('counted', 0), stream('counted', 1)]),
  }
}

function stream(label: string, key?: string | number): Value {
  return referenceValue(
    key === undefined ? { kind: 'stream', label } : { kind: 'stream', label, key },
    membersOf({ name: stringValue(`${label}-name`), partitions: valueFromPlain(4) }),
  )
}

function exampleHost(): Host {
  const files = new Map([
    ['hello.txt', Buffer.from('Hello\n')],
    ['binary', Buffer.from([0xff, 0xfe, 0x00])],
  ])
  return {
    readFile: (path) => {
      const bytes = files.get(path)
      return bytes === undefined ? { outcome: 'failed', reason: 'it does not exist' } : { outcome: 'read', bytes }
    },
    environment: (name) => (name === 'HOME' ? '/home/me' : undefined),
  }
}

export function namespace(noun: string, members: { readonly [name: string]: Value }): Namespace {
  return { binding: 'namespace', noun, members: membersOf(members), remedy: (name) => `Declare ${noun} "${name}".` }
}

function membersOf(members: { readonly [name: string]: Value }): Members {
  return {
    names: () => Object.keys(members),
    has: (name) => Object.hasOwn(members, name),
    get: (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
  }
}

export function parseText(text: string): Expression {
  return parseExpression('main.hcl', text).expression
}

export function evaluateText(text: string, scope: Scope = exampleScope()): Evaluated {
  return evaluate(parseText(text), scope)
}

/** One line: the value, or each mistake as `STRM1400 "stretch of the text" detail`. */
export function show(text: string, { value, diagnostics }: Evaluated): string {
  return diagnostics.length === 0
    ? showValue(value)
    : diagnostics.map((found) => showDiagnostic(text, found)).join('\n')
}

export function showDiagnostic(text: string, { code, detail, range }: Diagnostic): string {
  return `${code} ‹${range === undefined ? '' : stretch(text, range)}› ${detail}`
}

function stretch(text: string, { start, end }: SourceRange): string {
  return Buffer.from(text).subarray(start.byte, end.byte).toString()
}

/** Like HCL; a sensitive value as `*`, or `*[…]` to tell its content in tests that ask for it. */
export function showValue(value: Value): string {
  return value.sensitive ? `*${showClear(value)}` : showClear(value)
}

function showClear(value: Value): string {
  switch (value.type) {
    case 'string':
    case 'number':
    case 'bool':
      return JSON.stringify(value.value)
    case 'null':
    case 'unknown':
      return value.type
    case 'list':
      return `[${value.items.map((item) => showValue(item)).join(', ')}]`
    case 'set':
      return `set[${value.items.map((item) => showValue(item)).join(', ')}]`
    case 'object':
      return `{${[...value.entries].map(([key, item]) => `${key}: ${showValue(item)}`).join(', ')}}`
    case 'reference':
      return `→${value.address.kind}.${value.address.label}`
  }
}
