import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { randomEvents } from '../../src/simulate/random-events.ts'
import type { RandomEventsOptions } from '../../src/simulate/random-events.ts'

const options: RandomEventsOptions = {
  seed: '1',
  schema: 'random',
  sessionRange: 1000,
  sessionPrefix: 'session',
  purposes: [0, 1],
}

function some(changed: Partial<RandomEventsOptions> = {}, count = 100) {
  const next = randomEvents({ ...options, ...changed })
  return Array.from({ length: count }, (_, index) => next(1_600_000_000_000 + index))
}

interface Event {
  readonly [name: string]: unknown
  readonly strmMeta: object
}

function parse(text: string): Event {
  const event: unknown = JSON.parse(text)
  if (!isEvent(event)) throw new Error('Not an event')
  return event
}

function isEvent(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && 'strmMeta' in value && typeof value.strmMeta === 'object'
}

test('randomEvents() gives the fields of the original', (t) => {
  for (const { key, value } of some()) {
    const event = parse(value)
    t.deepEqual(Object.keys(event), [
      'strmMeta',
      'uniqueIdentifier',
      'consistentValue',
      'someSensitiveValue',
      'notSensitiveValue',
    ])
    t.deepEqual(Object.keys(event.strmMeta), ['eventContractRef', 'nonce', 'timestamp', 'keyLink', 'consentLevels'])
    t.is(event['consistentValue'], key)
    t.regex(key, /^session-\d{1,3}$/)
  }
})

test('randomEvents() gives the clickstream shape', (t) => {
  const [first] = some({ schema: 'clickstream' }, 1)
  const event = parse(first?.value ?? '')
  t.deepEqual(Object.keys(event), [
    'strmMeta',
    'producerSessionId',
    'url',
    'eventType',
    'referrer',
    'userAgent',
    'conversion',
    'customer',
    'abTests',
  ])
  t.like(event, { strmMeta: { schemaId: 'clickstream', timestamp: 1_600_000_000_000, consentLevels: [0, 1] } })
  t.like(event, { customer: { id: `customer-${first?.key}` }, conversion: 0, abTests: [] })
})

test('randomEvents() gives the same events for a seed, others for another one', (t) => {
  t.deepEqual(some(), some())
  t.notDeepEqual(some(), some({ seed: '2' }))
})

test('randomEvents() gives one key link to a session', (t) => {
  const links = new Map<string, string>()
  for (const { key, value } of some({ sessionRange: 5 }, 200)) {
    const link = /"keyLink":"([^"]*)"/.exec(value)?.[1] ?? ''
    t.regex(link, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    t.is(links.get(key) ?? link, link)
    links.set(key, link)
  }
  t.is(links.size, 5)
  t.is(new Set(links.values()).size, 5)
})

test('randomEvents() fills events up to a size', (t) => {
  for (const schema of ['random', 'clickstream'] as const) {
    for (const { value } of some({ schema, size: 2000, sessionPrefix: 'sessión' })) t.is(Buffer.byteLength(value), 2000)
    const [large] = some({ schema, size: 300_000 }, 1)
    t.is(large?.value.length, 300_000)
  }
  t.true(some({ size: 10 }).every(({ value }) => value.length > 100))
})

test('randomEvents() gives one line of JSON, whatever the prefix', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.array(fc.nat()), (sessionPrefix, seed, purposes) => {
      for (const schema of ['random', 'clickstream'] as const) {
        const [event] = some({ schema, sessionPrefix, seed, purposes, sessionRange: 1 }, 1)
        t.false(event?.value.includes('\n'))
        t.like(JSON.parse(event?.value ?? ''), { strmMeta: { consentLevels: purposes } })
        t.is(event?.key, `${sessionPrefix}-0`)
      }
    }),
  )
})
