import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { freePorts } from '../free-ports.ts'
import type { Leash, RunningServer } from '../leash.ts'
import type { ProxyRoute } from '../proxy/kafka-proxy.ts'
import { brokerProperties } from './broker-properties.ts'
import { makeCertificates, type Certificates } from './certificates.ts'
import { installKafka, type InstalledKafka } from './install-kafka.ts'
import { LISTENER_NAMES, PORTS_OF_A_BROKER, portsFrom, type ListenerName, type Ports } from './listeners.ts'
import { USER } from './users.ts'

export interface ClusterOptions {
  /** Brokers, each also a controller; 1 or 3. */
  readonly brokers?: number
  /** Megabytes of heap of each. */
  readonly heap?: number
  /** Starts slower and serves faster: for measuring. */
  readonly fullSpeed?: boolean
  /** Broker settings that replace ours. */
  readonly settings?: { readonly [name: string]: string }
}

/** Where a Kafka cluster is and what it takes to sign in; plain data. */
export interface KafkaAddress {
  /** `host:port` of each broker's PLAINTEXT listener, separated by commas. */
  readonly bootstrap: string
  /** The same for every listener. MTLS wants the client certificate; behind PROXIED stands a proxy or nobody. */
  readonly listeners: Readonly<Record<ListenerName, string>>
  /** For PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512; OAUTHBEARER takes unsecured tokens. */
  readonly user: { readonly name: string; readonly password: string }
  readonly certificates: Certificates
  /** Java class path of Kafka's own tools and of ours. */
  readonly classPath: string
}

export interface PreparedCluster {
  readonly address: KafkaAddress
  /** One for each broker, in the order of their nodes: starts it (again) over the same data and at the same ports. */
  readonly starts: readonly (() => Promise<RunningServer>)[]
  /** Where the proxy of each broker listens, and what it forwards to. */
  readonly routes: readonly ProxyRoute[]
}

interface Brokers {
  readonly leash: Leash
  readonly kafka: InstalledKafka
  readonly options: ClusterOptions
  readonly cluster: readonly Ports[]
  readonly certificates: Certificates
  readonly clusterId: string
}

/** A cluster with its data in the directory of the leash; no broker runs until it is started. */
export async function prepareCluster(leash: Leash, options: ClusterOptions = {}): Promise<PreparedCluster> {
  const count = options.brokers ?? 1
  const [kafka, certificates, free] = await Promise.all([
    installKafka(),
    makeCertificates(leash.directory),
    freePorts(count * PORTS_OF_A_BROKER),
  ])
  const cluster = Array.from({ length: count }, (_, index) =>
    portsFrom(free.slice(index * PORTS_OF_A_BROKER, (index + 1) * PORTS_OF_A_BROKER)),
  )
  const brokers = { leash, kafka, options, cluster, certificates, clusterId: uuid() }
  const starts = await Promise.all(cluster.map((_, index) => prepareBroker(index + 1, brokers)))
  const routes = cluster.map(({ PROXIED, BEHIND_PROXY }) => ({ from: PROXIED, to: BEHIND_PROXY }))
  return { address: addressOf(cluster, certificates, kafka), starts, routes }
}

function addressOf(cluster: readonly Ports[], certificates: Certificates, kafka: InstalledKafka): KafkaAddress {
  const at = (name: ListenerName): string => cluster.map((ports) => `127.0.0.1:${ports[name]}`).join(',')
  const listeners = Object.fromEntries(LISTENER_NAMES.map((name) => [name, at(name)])) as KafkaAddress['listeners']
  return { bootstrap: at('PLAINTEXT'), listeners, user: USER, certificates, classPath: kafka.classPath }
}

async function prepareBroker(node: number, brokers: Brokers): Promise<() => Promise<RunningServer>> {
  const { leash, kafka, options, cluster, certificates, clusterId } = brokers
  const data = join(leash.directory, `broker-${node}`)
  const file = join(leash.directory, `broker-${node}.properties`)
  const [firstRecords, place] = kafka.firstRecords
  await mkdir(dirname(join(data, place)), { recursive: true })
  const identity = ['version=1', `cluster.id=${clusterId}`, `node.id=${node}`, `directory.id=${uuid()}`]
  const plan = { node, cluster, data, certificates, settings: options.settings ?? {} }
  await Promise.all([
    writeFile(join(data, 'meta.properties'), identity.join('\n')),
    copyFile(firstRecords, join(data, place)),
    writeFile(file, brokerProperties(plan)),
  ])
  const command = ['java', ...javaOptions(options), `-Dlog4j2.configurationFile=${kafka.logging}`]
  const started = [...command, '-cp', kafka.classPath, 'kafka.Kafka', file]
  return () => leash.start({ name: `broker-${node}`, command: started, ready: 'Kafka Server started' })
}

/** Without the second compiler a start takes half the processor time. */
function javaOptions({ heap = 512, fullSpeed = false }: ClusterOptions): readonly string[] {
  const compilers = fullSpeed ? [] : ['-XX:TieredStopAtLevel=1']
  return [
    `-Xmx${heap}m`,
    `-Xms${heap / 2}m`,
    '-XX:+UseSerialGC',
    '-Xshare:auto',
    ...compilers,
    '-Djava.awt.headless=true',
  ]
}

/** As Kafka writes them: 16 bytes in base64, never with a dash in front. */
function uuid(): string {
  const text = randomBytes(16).toString('base64url')
  return text.startsWith('-') ? uuid() : text
}
