import { Leash, type RunningServer } from '../leash.ts'
import type { ProxyRoute } from '../proxy/kafka-proxy.ts'
import { kafkaTools, type KafkaTools } from './kafka-tools.ts'
import { prepareCluster, type ClusterOptions } from './prepare-cluster.ts'

/** One broker of a cluster that belongs to the caller. */
export interface Broker {
  /** From 1. */
  readonly node: number
  readonly pid: () => number
  /** Ends it in order: its partitions get other leaders where there are any. */
  readonly stop: () => Promise<void>
  /** Ends it at once. */
  readonly kill: () => Promise<void>
  /** Starts it again over the same data and at the same ports. */
  readonly start: () => Promise<void>
  /** Freezes the process; it goes on after `resume`. */
  readonly pause: () => void
  readonly resume: () => void
}

export interface KafkaCluster extends KafkaTools {
  readonly brokers: readonly Broker[]
  /** For `startKafkaProxy`, one for each broker. */
  readonly routes: readonly ProxyRoute[]
  /** Ends all brokers and removes their data. */
  readonly close: () => Promise<void>
}

/** Starts a cluster of the caller's own. It ends with the process that called, however that one ends. */
export async function startCluster(options: ClusterOptions = {}): Promise<KafkaCluster> {
  const leash = await Leash.open()
  try {
    const { address, starts, routes } = await prepareCluster(leash, options)
    const servers = await Promise.all(starts.map((start) => start()))
    const brokers = starts.map((start, index) => brokerOf({ node: index + 1, start, server: servers[index] }))
    return { ...kafkaTools(address), brokers, routes, close: () => leash.close() }
  } catch (error) {
    await leash.close()
    throw error
  }
}

interface Started {
  readonly node: number
  readonly start: () => Promise<RunningServer>
  readonly server: RunningServer | undefined
}

function brokerOf({ node, start, server }: Started): Broker {
  let current = server
  const running = (): RunningServer => {
    if (current === undefined) throw new Error(`Broker ${node} does not run`)
    return current
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await running().end(signal)
    current = undefined
  }
  return {
    node,
    pid: () => running().pid,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start: async () => {
      current = await start()
    },
    pause: () => process.kill(running().pid, 'SIGSTOP'),
    resume: () => process.kill(running().pid, 'SIGCONT'),
  }
}
