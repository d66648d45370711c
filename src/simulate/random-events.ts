import type { NewEvent } from '../model/event-writer.ts'
import type { RandomSource } from './random-source.ts'
import { randomSource } from './random-source.ts'

export interface RandomEventsOptions {
  /** The same seed and options give the same events, but for their timestamps. */
  readonly seed: string
  readonly schema: EventSchema
  /** Sessions are numbered `[0, sessionRange)`. */
  readonly sessionRange: number
  /** Sessions are called `<prefix>-<number>`. */
  readonly sessionPrefix: string
  /** The consent levels that every event carries. */
  readonly purposes: readonly number[]
  /** Bytes of an event without its newline, filled up where it would be shorter. */
  readonly size?: number
}

export type EventSchema = 'random' | 'clickstream'

/** Gives the next event; `timestamp` in milliseconds since the Unix epoch. */
export type NextEvent = (timestamp: number) => NewEvent

/** Events of the shapes that the original simulates. Events of one session have one key. */
export function randomEvents(options: RandomEventsOptions): NextEvent {
  const random = randomSource(options.seed)
  const shape = SHAPES[options.schema]
  const consentLevels = JSON.stringify(options.purposes)
  const keyLinkOf = rememberKeyLinks(options.seed)
  return (timestamp) => {
    const session = random.below(options.sessionRange)
    const key = `${options.sessionPrefix}-${session}`
    const meta = `"nonce":${random.bits() >>> 1},"timestamp":${timestamp},"keyLink":"${keyLinkOf(session)}","consentLevels":${consentLevels}}`
    const build = shape({ meta, session: JSON.stringify(key), random })
    const value = build('')
    const missing = options.size === undefined ? 0 : options.size - Buffer.byteLength(value)
    return { key, value: missing > 0 ? build(randomText(missing, random)) : value }
  }
}

interface ShapeParts {
  /** The end of `strmMeta`. */
  readonly meta: string
  /** As a JSON string. */
  readonly session: string
  readonly random: RandomSource
}

/** An event's text around what fills it up. */
type Shape = (parts: ShapeParts) => (filling: string) => string

const SHAPES: { readonly [schema in EventSchema]: Shape } = {
  random: ({ meta, session, random }) => {
    const [unique, sensitive, notSensitive] = [random.below(100), random.below(100), random.below(100)]
    const head = `{"strmMeta":{"eventContractRef":"strmprivacy/example/1.3.0",${meta},"uniqueIdentifier":"unique-${unique}","consistentValue":${session},"someSensitiveValue":"sensitive-${sensitive}","notSensitiveValue":"not-sensitive-${notSensitive}`
    return (filling) => `${head}${filling}"}`
  },
  clickstream: ({ meta, session, random }) => {
    const page = PAGES[random.below(PAGES.length)] ?? ''
    const head = `{"strmMeta":{"schemaId":"clickstream",${meta},"producerSessionId":${session},"url":"https://www.strmprivacy.io/${page}","eventType":"","referrer":"","userAgent":"`
    const tail = `","conversion":0,"customer":{"id":"customer-${session.slice(1)}},"abTests":[]}`
    return (filling) => head + filling + tail
  },
}

const PAGES = ['', 'rules', 'docs', 'pricing', 'blog', 'about', 'contact']

/** Making one costs more than the rest of an event. */
const REMEMBERED_SESSIONS = 100_000

function rememberKeyLinks(seed: string): (session: number) => string {
  const remembered = new Map<number, string>()
  return (session) => {
    const keyLink = remembered.get(session) ?? sessionKeyLink(seed, session)
    if (remembered.size < REMEMBERED_SESSIONS) remembered.set(session, keyLink)
    return keyLink
  }
}

/** A UUID that belongs to the session as long as the seed is the same. */
function sessionKeyLink(seed: string, session: number): string {
  const random = randomSource(`${seed}/${session}`)
  const word = () => random.bits().toString(16).padStart(8, '0')
  const [first, second, third, fourth] = [word(), word(), word(), word()]
  const variant = '89ab'.charAt(random.below(4))
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}`
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const STOCK_LENGTH = 64 * 1024

let stock: string | undefined

/** Random letters and digits; taken from one stock, so that a large filling costs little. */
function randomText(length: number, random: RandomSource): string {
  stock ??= makeStock()
  let text = ''
  while (text.length < length) text += stock.slice(random.below(STOCK_LENGTH / 2))
  return text.slice(0, length)
}

function makeStock(): string {
  const random = randomSource('filling')
  return Array.from({ length: STOCK_LENGTH }, () => LETTERS.charAt(random.below(LETTERS.length))).join('')
}
