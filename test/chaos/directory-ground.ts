import { createReadStream } from 'node:fs'
import { appendFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { numberedValue } from './audit.ts'
import type { Ground, Producer } from './ground.ts'

const PARTITIONS = 3

/** The embedded stream and a local directory: no server, so only the processes themselves can be harmed. */
export function directoryGround(): Ground {
  return {
    name: 'directory',
    configuration: CONFIGURATION,
    env: {},
    upArguments: ['--lease', '3s'],
    produce: (cwd) => produce(join(cwd, 'stream')),
    values: (cwd) => values(join(cwd, 'stream')),
    outputs: [{ exporter: 'chaos', objects: (cwd) => objects(join(cwd, 'lake', 'events')) }],
    faults: [],
    calm: () => undefined,
    close: () => Promise.resolve(),
  }
}

const CONFIGURATION = `stream "chaos" {
  directory {
    path       = "stream"
    partitions = ${PARTITIONS}
  }
}

data_connector "lake" {
  local_directory { path = "lake" }
}

batch_exporter "chaos" {
  stream                  = stream.chaos
  data_connector          = data_connector.lake
  interval                = "1s"
  path_prefix             = "events"
  max_object_records      = 100
  include_existing_events = true
}
`

function produce(directory: string): Producer {
  const stop = new AbortController()
  const write = async (): Promise<void> => {
    for (let round = 0; !stop.signal.aborted; round++) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const numbers = Array.from({ length: 10 }, (_, index) => round * 10 + index)
        const lines = numbers.map((sequence) => `${numberedValue({ partition, sequence })}\n`)
        await appendFile(join(directory, `partition-${partition}.jsonl`), lines.join(''))
      }
      await setTimeout(10)
    }
  }
  const written = write()
  return {
    stop: () => {
      stop.abort()
      return written
    },
  }
}

async function* values(directory: string): AsyncGenerator<string> {
  for (let partition = 0; partition < PARTITIONS; partition++) {
    yield* createInterface(createReadStream(join(directory, `partition-${partition}.jsonl`)))
  }
}

async function* objects(directory: string): AsyncGenerator<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl'))
  for (const name of names) yield (await readFile(join(directory, name), 'utf8')).split('\n').slice(0, -1)
}
