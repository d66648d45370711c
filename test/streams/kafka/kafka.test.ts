import test from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import type { Plain } from '../../../src/model/fields.ts'
import { STREAMS } from '../../../src/streams/catalogue.ts'
import { STREAMS_CODES } from '../../../src/streams/diagnostics.ts'
import { KAFKA_FIELDS } from '../../../src/streams/kafka/fields.ts'
import { surroundings, variantOf } from '../open-stream.ts'

const settings = { bootstrap_servers: ['localhost:9092'], topic: 'demo' }

for (const action of ['open', 'actions', 'openWriter'] as const) {
  test(`${action}() of a Kafka stream says that it comes with a later release`, async (t) => {
    const error = await t.throwsAsync(variantOf('kafka')[action](settings, surroundings()), {
      instanceOf: DiagnosedError,
    })
    t.is(error.diagnostics[0]?.code, 'STRM2300')
  })
}

const checked = test.macro({
  exec(t, field: string, value: Plain, isRight: boolean) {
    const declared = KAFKA_FIELDS[field]
    const complaint = declared?.kind === 'field' ? declared.check?.(value) : undefined
    t.is(complaint === undefined, isRight)
  },
  title: (_, field, value, isRight) => `${field} ${isRight ? 'accepts' : 'refuses'} ${JSON.stringify(value)}`,
})

test(checked, 'bootstrap_servers', ['localhost:9092', '10.0.0.1:9093', '[::1]:9092'], true)
test(checked, 'bootstrap_servers', ['localhost'], false)
test(checked, 'bootstrap_servers', ['a:9092', 'kafka://b:9092'], false)
test(checked, 'bootstrap_servers', ['a:0'], false)
test(checked, 'bootstrap_servers', ['a:65536'], false)
test(checked, 'topic', 'events.v1_x-y', true)
test(checked, 'topic', 'events/v1', false)
test(checked, 'topic', '..', false)

test('place() of a Kafka stream does not depend on the order of the brokers', (t) => {
  const place = (servers: readonly string[]) => STREAMS.kafka.place({ ...settings, bootstrap_servers: servers })
  t.is(place(['a:1', 'b:2']), place(['b:2', 'a:1']))
  t.not(place(['a:1']), place(['b:2']))
})

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
