import test from 'ava'
import type { Plain } from '../../../src/model/fields.ts'
import { STREAMS } from '../../../src/streams/catalogue.ts'
import { STREAMS_CODES } from '../../../src/streams/diagnostics.ts'
import { KAFKA_FIELDS } from '../../../src/streams/kafka/fields.ts'

const settings = { bootstrap_servers: ['localhost:9092'], topic: 'demo' }

const checked = test.macro({
  exec(t, verdict: 'accepts' | 'refuses', [field, value]: readonly [string, Plain]) {
    const declared = KAFKA_FIELDS[field]
    const complaint = declared?.kind === 'field' ? declared.check?.(value) : undefined
    t.is(complaint === undefined, verdict === 'accepts')
  },
  title: (_, verdict: string, [field, value]: readonly [string, Plain]) =>
    `${field} ${verdict} ${JSON.stringify(value)}`,
})

test(checked, 'accepts', ['bootstrap_servers', ['localhost:9092', '10.0.0.1:9093', '[::1]:9092']])
test(checked, 'refuses', ['bootstrap_servers', ['localhost']])
test(checked, 'refuses', ['bootstrap_servers', ['a:9092', 'kafka://b:9092']])
test(checked, 'refuses', ['bootstrap_servers', ['a:0']])
test(checked, 'refuses', ['bootstrap_servers', ['a:65536']])
test(checked, 'accepts', ['topic', 'events.v1_x-y'])
test(checked, 'refuses', ['topic', 'events/v1'])
test(checked, 'refuses', ['topic', '..'])

test('place() of a Kafka stream does not depend on the order of the brokers', (t) => {
  t.is(placeOf(['a:1', 'b:2']), placeOf(['b:2', 'a:1']))
  t.not(placeOf(['a:1']), placeOf(['b:2']))
})

function placeOf(servers: readonly string[]): string {
  return STREAMS.kafka.place({ ...settings, bootstrap_servers: servers })
}

test('every secret of a Kafka stream is declared as one', (t) => {
  const text = JSON.stringify(KAFKA_FIELDS, (name, value: { sensitive?: boolean }) =>
    /^(password|client_secret|key|key_passphrase)$/.test(name) && value.sensitive !== true ? `open ${name}` : value,
  )
  t.notRegex(text, /open /)
})

test('the codes of streams are declared once each', (t) => {
  const codes = STREAMS_CODES.map(({ code }) => code)
  t.deepEqual(codes, [...new Set(codes)])
})
