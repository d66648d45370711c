/** How one exporter takes part in its consumer group. Times in milliseconds. */
export interface GroupSettings {
  readonly group: string
  /** The exporter's uid: part of the protocol's name, so that two exporters with one group refuse each other. */
  readonly uid: string
  /** Name of the topic. */
  readonly topic: string
  /** After how long without a heartbeat the group continues without a member. */
  readonly sessionTimeoutMs: number
  /** How long a rebalance waits for a member; half of it is for the batch in flight. */
  readonly rebalanceTimeoutMs: number
  /** Between signs of life; also how long a rebalance may go unnoticed. */
  readonly heartbeatMs: number
  /** How long an answer may take. */
  readonly requestTimeoutMs: number
  /** Between looks whether partitions were added. */
  readonly metadataRefreshMs: number
  /** Static membership: a name that this process keeps over restarts and no other process has. */
  readonly instanceId?: string
}

/** Version of what members of one group send to each other. */
const PROTOCOL_VERSION = 1

/** Also with static membership: the group's members agree on one name only when they export for one exporter. */
export function protocolName({ uid }: Pick<GroupSettings, 'uid'>): string {
  return `strmctl-${PROTOCOL_VERSION}-${uid}`
}

/** A third of the session time-out, so that one lost sign of life does no harm; at most Kafka's usual 3 seconds. */
export function heartbeatInterval(sessionTimeoutMs: number): number {
  return Math.min(3000, Math.floor(sessionTimeoutMs / 3))
}
