/** Where a chaos run takes place: a stream, a store, and what can happen to them. */
export interface Ground {
  readonly name: string
  /** The configuration: one stream, one connector, one exporter or several. */
  readonly configuration: string
  /** Environment of every `strmctl`. */
  readonly env: { readonly [name: string]: string }
  /** What `up` is given besides. */
  readonly upArguments: readonly string[]
  /** Starts writing numbered records; resolves from `stop` when the last is written. */
  readonly produce: (cwd: string) => Producer
  /** Every value that the stream holds, and that is to be exported. */
  readonly values: (cwd: string) => AsyncIterable<string>
  /** Of each exporter: the values in every object. */
  readonly outputs: readonly Output[]
  readonly faults: readonly Fault[]
  /** One of these happens in any case, before chance has its turn. */
  readonly first?: readonly Fault[]
  /** Something long; nothing but what is beside it happens meanwhile. */
  readonly outage?: { readonly fault: Fault; readonly beside: readonly Fault[] }
  /** Ends what faults left behind: connections on which no answer will ever come. */
  readonly calm: () => void
  readonly close: () => Promise<void>
}

/** What one exporter wrote. */
export interface Output {
  readonly exporter: string
  readonly objects: (cwd: string) => AsyncIterable<readonly string[]>
}

export interface Producer {
  readonly stop: () => Promise<void>
}

/** Something that happens to a broker, a store or the network between, and that is over when its promise resolves. */
export interface Fault {
  readonly name: string
  readonly strike: (random: () => number) => Promise<void>
}
