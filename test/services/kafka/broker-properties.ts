import type { Certificates } from './certificates.ts'
import { LISTENER_NAMES, LISTENERS, type Ports } from './listeners.ts'
import { USER } from './users.ts'

export interface BrokerPlan {
  /** From 1. */
  readonly node: number
  /** The ports of every broker of the cluster, in the order of their nodes. */
  readonly cluster: readonly Ports[]
  readonly data: string
  readonly certificates: Certificates
  /** Settings of the broker that replace ours. */
  readonly settings: { readonly [name: string]: string }
}

/** The text of a broker's properties file. */
export function brokerProperties(plan: BrokerPlan): string {
  const properties = { ...roles(plan), ...listeners(plan), ...tls(plan), ...sasl(), ...sizes(plan), ...plan.settings }
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

type Properties = { readonly [name: string]: string | number }

function roles({ node, cluster, data }: BrokerPlan): Properties {
  const voters = cluster.map(({ CONTROLLER }, index) => `${index + 1}@127.0.0.1:${CONTROLLER}`)
  return {
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': voters.join(','),
    'log.dirs': data,
  }
}

function listeners({ node, cluster }: BrokerPlan): Properties {
  const ports = cluster[node - 1]
  if (ports === undefined) throw new RangeError(`No ports for node ${node}`)
  const advertised = LISTENER_NAMES.map((name) => `${name}://127.0.0.1:${ports[name]}`).join(',')
  const bound = advertised.replace(`PROXIED://127.0.0.1:${ports.PROXIED}`, `PROXIED://127.0.0.1:${ports.BEHIND_PROXY}`)
  const protocols = LISTENER_NAMES.map((name) => `${name}:${LISTENERS[name]}`).join(',')
  return {
    listeners: `${bound},CONTROLLER://127.0.0.1:${ports.CONTROLLER}`,
    'advertised.listeners': advertised,
    'listener.security.protocol.map': `${protocols},CONTROLLER:PLAINTEXT`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
  }
}

function tls({ certificates }: BrokerPlan): Properties {
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.broker,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.ca,
    'listener.name.mtls.ssl.client.auth': 'required',
  }
}

/** OAUTHBEARER takes unsecured tokens (RFC 7515, `alg: none`) with `sub`, `iat` and `exp`: nothing that checks a signature. */
function sasl(): Properties {
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule'
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule'
  const oauth = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule'
  const modules = {
    plain: `${plain} required user_${USER.name}="${USER.password}";`,
    'scram-sha-256': `${scram} required;`,
    'scram-sha-512': `${scram} required;`,
    oauthbearer: `${oauth} required unsecuredLoginStringClaim_sub="broker";`,
  }
  const mechanisms = Object.keys(modules).join(',').toUpperCase()
  const properties = ['sasl_plaintext', 'sasl_ssl'].flatMap((listener): readonly (readonly [string, string])[] => [
    [`listener.name.${listener}.sasl.enabled.mechanisms`, mechanisms],
    ...Object.entries(modules).map(
      ([name, jaas]) => [`listener.name.${listener}.${name}.sasl.jaas.config`, jaas] as const,
    ),
  ])
  return Object.fromEntries(properties)
}

/** Small and quick, for tests; internal topics are as safe as the cluster is large. */
function sizes({ cluster }: BrokerPlan): Properties {
  const replicas = Math.min(3, cluster.length)
  const inSync = Math.min(2, replicas)
  return {
    'num.partitions': 4,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'default.replication.factor': replicas,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 500,
    'controlled.shutdown.enable': cluster.length > 1 ? 'true' : 'false',
    'auto.create.topics.enable': 'false',
    'log.retention.ms': -1,
    'log.segment.bytes': 268_435_456,
    'message.max.bytes': 16_777_216,
    'replica.fetch.max.bytes': 16_777_216,
  }
}
