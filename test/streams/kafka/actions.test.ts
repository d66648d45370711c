import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { Secret } from '../../../src/model/secret.ts'
import type { StreamActions } from '../../../src/model/stream.ts'
import { freePorts } from '../../services/free-ports.ts'
import { kafka, testWithKafka as test } from '../../services/kafka.ts'
import { deps, variantOf } from '../open-stream.ts'
import { adminOf, never } from './reading.ts'

function actionsOn(bootstrap: string, settings: FieldValues): Promise<StreamActions> {
  return variantOf('kafka').actions({ bootstrap_servers: bootstrap.split(','), ...settings }, deps())
}

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    if (error instanceof DiagnosedError) return error.diagnostics[0]?.code
    throw error
  }
}

test('ensure() of a topic that is absent says which one may have been meant', async (t) => {
  const { bootstrap, createTopic } = await kafka()
  await createTopic({ name: 'customer-orders' })
  const actions = await actionsOn(bootstrap, { topic: 'custmer-orders' })
  const error = await t.throwsAsync(actions.ensure(never), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2301')
  t.regex(error.message, /Did you mean "customer-orders"\?/)
})

test('a topic that was there is never deleted, nor one without delete_topic, nor one that was made again', async (t) => {
  const { bootstrap, createTopic, deleteTopic, ...cluster } = await kafka()
  const admin = await adminOf(t, cluster)
  const topic = await createTopic()
  const making = { topic, create_topic: { partitions: 1 }, delete_topic: true }
  const { made } = await (await actionsOn(bootstrap, making)).ensure(never)
  t.is(made, undefined)
  await (await actionsOn(bootstrap, making)).remove(made, never)
  await deleteTopic(topic)
  const ensured = await (await actionsOn(bootstrap, making)).ensure(never)
  t.is(ensured.made, ensured.topic)
  await (await actionsOn(bootstrap, { ...making, delete_topic: false })).remove(ensured.made, never)
  t.true((await admin.listTopics()).includes(topic))
  await deleteTopic(topic)
  await createTopic({ name: topic })
  await (await actionsOn(bootstrap, making)).remove(ensured.made, never)
  t.true((await admin.listTopics()).includes(topic))
})

test('a topic is made with its settings; ones that the brokers refuse are told', async (t) => {
  const cluster = await kafka()
  const topic = `made-${process.pid}`
  const config = { 'retention.ms': '12345' }
  await (await actionsOn(cluster.bootstrap, { topic, create_topic: { partitions: 2, config } })).ensure(never)
  const described = await (
    await adminOf(t, cluster)
  ).describeConfigs({
    includeSynonyms: false,
    resources: [{ type: 2, name: topic, configNames: ['retention.ms'] }],
  })
  t.is(described.resources[0]?.configEntries[0]?.configValue, '12345')
  const wrong = { topic: `${topic}-wrong`, create_topic: { partitions: 1, config: { 'no.such': '1' } } }
  t.is(await codeOf((await actionsOn(cluster.bootstrap, wrong)).ensure(never)), 'STRM2308')
})

test('brokers that cannot be reached, refuse the password, or are none are told apart', async (t) => {
  const { bootstrap, listeners, user, certificates } = await kafka()
  const [port] = await freePorts(1)
  const topic = 'any'
  const ensure = async (servers: string, settings: FieldValues) => {
    const actions = await actionsOn(servers, { topic, request_timeout: '2s', ...settings })
    return codeOf(actions.ensure(never))
  }
  const tls = { ca_file: certificates.ca }
  const sasl = { mechanism: 'PLAIN', username: user.name, password: new Secret(user.password) }
  t.is(await ensure(`127.0.0.1:${port}`, {}), 'STRM2302')
  t.is(await ensure(listeners.SASL_SSL, { tls, sasl: { ...sasl, password: new Secret('wrong') } }), 'STRM2304')
  t.is(await ensure(listeners.SSL, { tls: {} }), 'STRM2303')
  t.is(await ensure(bootstrap, { tls }), 'STRM2303')
  t.is(await ensure(listeners.SASL_SSL, { tls, sasl }), 'STRM2301')
})
