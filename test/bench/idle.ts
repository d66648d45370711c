import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { describeIdle, idleFigures, measureIdle, PARTITIONS, type IdleGround } from './idle-exporters.ts'
import { inScratch } from './scratch.ts'

const DIRECTORIES: IdleGround = {
  name: 'idle on directories',
  stream: (index) => `
stream "s${index}" {
  directory {
    path       = "streams/s${index}"
    partitions = ${PARTITIONS}
  }
}
`,
  connector: `data_connector "lake" {\n  local_directory { path = "lake" }\n}\n`,
  env: {},
  addEvent: (directory, number) =>
    appendFile(join(directory, 'streams/s0/partition-0.jsonl'), `{"n":${number},"at":"${new Date().toISOString()}"}\n`),
}

/** 200 exporters over directories; `npm run bench:kafka -- idle` is the same on Kafka and S3. */
export async function idle(): Promise<readonly Figure[]> {
  console.log(describeIdle())
  return await inScratch(async (directory) => idleFigures(DIRECTORIES.name, await measureIdle(directory, DIRECTORIES)))
}
