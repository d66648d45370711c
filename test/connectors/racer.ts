import type { FieldValues } from '../../src/model/fields.ts'
import { SinkError } from '../../src/model/connector.ts'
import { harnessOf } from './harnesses.ts'
import { newObject } from './new-object.ts'
import { openConnector } from './open-connector.ts'

/** What a racer process is told when it starts. */
export interface RacerTask {
  readonly variant: string
  readonly settings: FieldValues
  /** In the name of the bodies that it writes. */
  readonly name: string
  readonly keys: readonly string[]
  readonly withoutPermission: boolean
}

/** For each key `created`, `exists` or the reason of the error. */
export type RacerResult = readonly string[]

process.once('message', (task: RacerTask) => void run(task))

async function run(task: RacerTask): Promise<void> {
  const connector = await openConnector(task.variant, task.settings)
  if (task.withoutPermission) await (await harnessOf(task.variant)).dropPermission(task.settings)
  process.once('message', () => {
    void race().then((result) => process.send?.(result, () => process.disconnect()))
  })
  process.send?.('ready')

  async function race(): Promise<RacerResult> {
    const outcomes: string[] = []
    for (const key of task.keys) {
      const object = newObject(key, `${task.name} wrote ${key}\n`.repeat(1000), { batch: task.name })
      outcomes.push(await connector.sink.create(object, new AbortController().signal).catch(reasonOf))
    }
    return outcomes
  }
}

function reasonOf(error: unknown): string {
  return error instanceof SinkError ? error.reason : String(error)
}
