/** What a member sends to the leader when it joins. */
export interface Subscription {
  readonly topic: string
  /** Partitions of its last generation. */
  readonly owned: readonly number[]
  /** That generation; -1 = none. */
  readonly generation: number
  /** Partitions of the topic as the member sees them: another number makes a follower's rejoin a rebalance. */
  readonly partitions: number
}

/**
 * The metadata of Kafka's own "consumer" protocol, version 2 (ConsumerProtocolSubscription.json): with it brokers know
 * that the topic is in use and let no offset of it expire, and their tools can show members and assignments.
 */
export function writeSubscription({ topic, owned, generation, partitions }: Subscription): Buffer {
  const userData = new TextEncoder().encode(String(partitions))
  return Buffer.concat([
    int16(SUBSCRIPTION_VERSION),
    int32(1),
    text(topic),
    bytes(userData),
    topicPartitions(topic, owned),
    int32(generation),
  ])
}

/** Throws an Error where it cannot be read. Members of later versions write fields behind these. */
export function readSubscription(data: Uint8Array): Subscription {
  const reader = new ProtocolReader(data)
  const version = reader.int16()
  const topics = reader.array(() => reader.text())
  const userData = reader.bytes()
  const owned = version < 1 ? [] : reader.topicPartitions()
  const generation = version < 2 ? -1 : reader.int32()
  const topic = topics[0] ?? ''
  const mine = owned.find((each) => each.topic === topic)?.partitions ?? []
  return { topic, owned: mine, generation, partitions: Number(new TextDecoder().decode(userData)) || 0 }
}

/** What the leader gives to one member. */
export interface Assignment {
  /** Ascending. */
  readonly partitions: readonly number[]
  /** Partitions of the topic that the leader shared out. */
  readonly partitionCount: number
}

/** The assignment of one member, as the leader sends it (ConsumerProtocolAssignment.json, version 0). */
export function writeAssignment(topic: string, { partitions, partitionCount }: Assignment): Buffer {
  const userData = new TextEncoder().encode(String(partitionCount))
  return Buffer.concat([int16(ASSIGNMENT_VERSION), topicPartitions(topic, partitions), bytes(userData)])
}

/** Nothing is assigned where it is empty. Throws an Error where it cannot be read. */
export function readAssignment(data: Uint8Array, topic: string): Assignment {
  if (data.length === 0) return { partitions: [], partitionCount: 0 }
  const reader = new ProtocolReader(data)
  reader.int16()
  const assigned = reader.topicPartitions().filter((each) => each.topic === topic)
  const partitionCount = Number(new TextDecoder().decode(reader.bytes())) || 0
  return { partitions: assigned.flatMap(({ partitions }) => partitions).toSorted((a, b) => a - b), partitionCount }
}

const SUBSCRIPTION_VERSION = 2
const ASSIGNMENT_VERSION = 0

function topicPartitions(topic: string, partitions: readonly number[]): Buffer {
  if (partitions.length === 0) return int32(0)
  return Buffer.concat([int32(1), text(topic), int32(partitions.length), ...partitions.map(int32)])
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeInt16BE(value)
  return buffer
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

function text(value: string): Buffer {
  const encoded = Buffer.from(value)
  return Buffer.concat([int16(encoded.length), encoded])
}

function bytes(value: Uint8Array): Buffer {
  return Buffer.concat([int32(value.length), value])
}

/** Reads the fields one after the other; throws a RangeError beyond the end. */
class ProtocolReader {
  readonly #data: Buffer
  #at = 0

  constructor(data: Uint8Array) {
    this.#data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  }

  int16(): number {
    const value = this.#data.readInt16BE(this.#at)
    this.#at += 2
    return value
  }

  int32(): number {
    const value = this.#data.readInt32BE(this.#at)
    this.#at += 4
    return value
  }

  text(): string {
    return this.#slice(this.int16()).toString()
  }

  /** Absent ones are empty. */
  bytes(): Buffer {
    return this.#slice(Math.max(0, this.int32()))
  }

  array<Item>(read: () => Item): readonly Item[] {
    const count = this.int32()
    if (count > this.#data.length) throw new RangeError(`Cannot read ${count} items: there are not as many bytes`)
    return Array.from({ length: Math.max(0, count) }, read)
  }

  topicPartitions(): readonly { readonly topic: string; readonly partitions: readonly number[] }[] {
    return this.array(() => ({ topic: this.text(), partitions: this.array(() => this.int32()) }))
  }

  #slice(length: number): Buffer {
    const end = this.#at + length
    if (length < 0 || end > this.#data.length) throw new RangeError('Cannot read a field: it goes beyond the end')
    const slice = this.#data.subarray(this.#at, end)
    this.#at = end
    return slice
  }
}
