import { parseBytes } from '../../lib/bytes.ts'
import { closest } from '../../lib/closest.ts'
import { parseDuration } from '../../lib/duration.ts'
import type { ResourceKind } from '../../model/address.ts'

/** What one value on the command line may be, and the gate from its text. */
export interface ValueType<Value> {
  /** The word for it in help: `DURATION`. */
  readonly placeholder: string
  /** What it must be, in words that follow "needs": `a size such as "128MiB"`. */
  readonly needs: string
  readonly choices?: readonly string[]
  /** It may hold a secret: a message about it does not quote it. */
  readonly unquoted?: true
  readonly read: (text: string) => ValueReading<Value>
}

/** `suggestion` is a spelling that would be right. */
export type ValueReading<Value> =
  { readonly outcome: 'read'; readonly value: Value } | { readonly outcome: 'wrong'; readonly suggestion?: string }

export const text: ValueType<string> = { placeholder: 'TEXT', needs: 'a text', read: right }

/** Milliseconds. */
export const duration: ValueType<number> = {
  placeholder: 'DURATION',
  needs: 'a duration such as "90s" or "5m"',
  read: (written) => {
    const reading = parseDuration(written)
    return reading.outcome === 'read' ? right(reading.seconds * 1000) : wrong(reading.suggestion)
  },
}

export const positiveDuration: ValueType<number> = where(duration, (ms) => ms > 0, 'a duration above 0')

/** Bytes. */
export const size: ValueType<number> = {
  placeholder: 'SIZE',
  needs: 'a size such as "128MiB"',
  read: (written) => {
    const reading = parseBytes(written)
    return reading.outcome === 'read' ? right(reading.bytes) : wrong(reading.suggestion)
  },
}

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** Milliseconds since the Unix epoch; without a zone it is UTC, as in the keys of objects. */
export const moment: ValueType<number> = {
  placeholder: 'TIME',
  needs: 'a time such as "2026-03-01" or "2026-03-01T12:00:00Z"',
  read: (written) => {
    const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(written) || !written.includes('T') ? written : `${written}Z`
    const time = MOMENT.test(written) ? Date.parse(zoned) : NaN
    return Number.isNaN(time) ? wrong() : right(time)
  },
}

const number: ValueType<number> = {
  placeholder: 'N',
  needs: 'a number',
  read: (written) => {
    const value = written.trim() === '' ? NaN : Number(written)
    return Number.isFinite(value) ? right(value) : wrong()
  },
}

/** A number that `isAllowed` accepts; `needs`: in words. */
export function numberThat(isAllowed: (value: number) => boolean, needs: string): ValueType<number> {
  return where(number, isAllowed, needs)
}

export function wholeNumber({ least, most = Infinity }: { least: number; most?: number }): ValueType<number> {
  const bounds = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`
  const isAllowed = (value: number): boolean => Number.isInteger(value) && value >= least && value <= most
  return where(number, isAllowed, `a whole number ${bounds}`)
}

/** `0,1` */
export const wholeNumbers: ValueType<readonly number[]> = {
  placeholder: 'N',
  needs: 'whole numbers such as "0,1"',
  read: (written) => {
    const numbers = written.split(',').map(Number)
    return numbers.every(Number.isInteger) ? right(numbers) : wrong()
  },
}

export function choice<const Choice extends string>(
  choices: readonly Choice[],
  placeholder = 'CHOICE',
): ValueType<Choice> {
  return {
    placeholder,
    needs: `one of ${choices.map((each) => `"${each}"`).join(', ')}`,
    choices,
    read: (written) => {
      const found = choices.find((each) => each === written)
      return found === undefined ? wrong(closest(written, choices)) : right(found)
    },
  }
}

/** `data-connector`; in plural `data-connectors`. */
export function resourceKind(
  kinds: readonly ResourceKind[],
  { plural = false }: { readonly plural?: boolean } = {},
): ValueType<ResourceKind> {
  const wordOf = (kind: ResourceKind): string => `${kind.replaceAll('_', '-')}${plural ? 's' : ''}`
  const word = choice(kinds.map(wordOf), 'KIND')
  const read = (written: string): ValueReading<ResourceKind> => {
    const reading = word.read(written)
    if (reading.outcome === 'wrong') return reading
    const kind = kinds.find((each) => wordOf(each) === reading.value)
    return kind === undefined ? wrong() : right(kind)
  }
  return { ...word, read }
}

export interface PartitionOffset {
  readonly partition: number
  readonly offset: number
}

export const partitionOffset: ValueType<PartitionOffset> = {
  placeholder: 'PARTITION=OFFSET',
  needs: 'PARTITION=OFFSET such as "3=81250"',
  read: (written) => {
    const [, partition, offset] = /^(\d{1,9})=(\d{1,15})$/.exec(written) ?? []
    return offset === undefined ? wrong() : right({ partition: Number(partition), offset: Number(offset) })
  },
}

export interface Assignment {
  readonly name: string
  readonly value: string
}

export const assignment: ValueType<Assignment> = {
  placeholder: 'NAME=VALUE',
  needs: 'NAME=VALUE: the name of a variable, "=", and its value',
  unquoted: true,
  read: (written) => {
    const at = written.indexOf('=')
    return at > 0 ? right({ name: written.slice(0, at).trim(), value: written.slice(at + 1) }) : wrong()
  },
}

/** A name, or a place as a URL. */
export interface NameOrUrl {
  readonly text: string
  readonly url?: URL
}

export const nameOrUrl: ValueType<NameOrUrl> = {
  placeholder: 'EXPORTER',
  needs: 'the name of an exporter or a URL',
  read: (written) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return right({ text: written })
    return URL.canParse(written) ? right({ text: written, url: new URL(written) }) : wrong()
  },
}

function where<Value>(type: ValueType<Value>, isAllowed: (value: Value) => boolean, needs: string): ValueType<Value> {
  const read = (written: string): ValueReading<Value> => {
    const reading = type.read(written)
    return reading.outcome === 'read' && !isAllowed(reading.value) ? wrong() : reading
  }
  return { ...type, needs, read }
}

function right<Value>(value: Value): ValueReading<Value> {
  return { outcome: 'read', value }
}

function wrong(suggestion?: string): ValueReading<never> {
  return suggestion === undefined ? { outcome: 'wrong' } : { outcome: 'wrong', suggestion }
}
