/**
 * The security protocol of each listener of the test broker: Kafka's own names, one that demands a client certificate, and
 * one whose advertised port is that of a proxy, where nobody listens until `startKafkaProxy`.
 */
export const LISTENERS = {
  PLAINTEXT: 'PLAINTEXT',
  SSL: 'SSL',
  MTLS: 'SSL',
  SASL_PLAINTEXT: 'SASL_PLAINTEXT',
  SASL_SSL: 'SASL_SSL',
  PROXIED: 'PLAINTEXT',
} as const

export type ListenerName = keyof typeof LISTENERS

export const LISTENER_NAMES = ['PLAINTEXT', 'SSL', 'MTLS', 'SASL_PLAINTEXT', 'SASL_SSL', 'PROXIED'] as const

/** The port that clients of each listener of one broker connect to, that of its controller, and the one behind the proxy. */
export type Ports = Readonly<Record<ListenerName | 'CONTROLLER' | 'BEHIND_PROXY', number>>

/** How many ports one broker needs. */
export const PORTS_OF_A_BROKER = LISTENER_NAMES.length + 2

export function portsFrom(free: readonly number[]): Ports {
  const [CONTROLLER = 0, BEHIND_PROXY = 0, PLAINTEXT = 0, SSL = 0, ...others] = free
  const [MTLS = 0, SASL_PLAINTEXT = 0, SASL_SSL = 0, PROXIED = 0] = others
  return { CONTROLLER, BEHIND_PROXY, PLAINTEXT, SSL, MTLS, SASL_PLAINTEXT, SASL_SSL, PROXIED }
}
