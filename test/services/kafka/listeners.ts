/** The security protocol of each listener of the test broker: Kafka's own names, and one that demands a client certificate. */
export const LISTENERS = {
  PLAINTEXT: 'PLAINTEXT',
  SSL: 'SSL',
  MTLS: 'SSL',
  SASL_PLAINTEXT: 'SASL_PLAINTEXT',
  SASL_SSL: 'SASL_SSL',
} as const

export type ListenerName = keyof typeof LISTENERS

export const LISTENER_NAMES = ['PLAINTEXT', 'SSL', 'MTLS', 'SASL_PLAINTEXT', 'SASL_SSL'] as const

/** The port of each listener of one broker, and of its controller. */
export type Ports = Readonly<Record<ListenerName | 'CONTROLLER', number>>

/** How many ports one broker needs. */
export const PORTS_OF_A_BROKER = LISTENER_NAMES.length + 1

export function portsFrom(free: readonly number[]): Ports {
  const [CONTROLLER = 0, PLAINTEXT = 0, SSL = 0, MTLS = 0, SASL_PLAINTEXT = 0, SASL_SSL = 0] = free
  return { CONTROLLER, PLAINTEXT, SSL, MTLS, SASL_PLAINTEXT, SASL_SSL }
}
