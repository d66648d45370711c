import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'
import type { Producer } from './ground.ts'

/** Values of the Java client name partitions from here on, so that their numbers are their own. */
const FIRST = 1000

/** Committed and aborted transactions of the Java client, until it is stopped. */
export function produceTransactions(kafka: KafkaTools, topic: string, partitions: number): Producer {
  const java = ['java', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', kafka.classPath, 'Numbers']
  const [program, ...args] = [...java, topic, String(partitions), String(FIRST)]
  const child = spawn(program, args, {
    env: { ...process.env, BOOTSTRAP: kafka.bootstrap },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.on('error', () => undefined)
  return {
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
      child.stdin.end('enough')
      await ended
    },
  }
}

/** Whether a value belongs to a transaction that was aborted. */
export function isAborted(value: string): boolean {
  return value.includes('"aborted":true')
}
