import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installOnce } from '../install-once.ts'
import { runCommand } from '../run-command.ts'
import { scramUsers } from './users.ts'

/** Where a formatted directory has them. */
const FIRST_RECORDS = '__cluster_metadata-0/00000000000000000000-0000000000.checkpoint'

const SOURCES = fileURLToPath(new URL('.', import.meta.url))

/** A broker and its tools, on this machine. */
export interface InstalledKafka {
  /** Java class path of the broker, its command line tools and ours. */
  readonly classPath: string
  /** The first records of a cluster, its metadata version and the SCRAM users: a file, and its place in the data of a broker. */
  readonly firstRecords: readonly [file: string, place: string]
  /** Settings of the broker's own logging. */
  readonly logging: string
}

/** Fetches Kafka from Maven when it is not there yet, compiles our tools and formats a directory as a template. */
export async function installKafka(): Promise<InstalledKafka> {
  const files = (await readdir(SOURCES)).filter((name) => /\.(java|xml|yaml)$/.test(name)).toSorted()
  const directory = await installOnce(`kafka-4.4.0-${await digestOf(files)}`, async (into) => {
    for (const file of files) await cp(join(SOURCES, file), join(into, file))
    const copy = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime']
    await runCommand(['mvn', '-q', '-B', ...copy], { cwd: into })
    const sources = files.filter((file) => file.endsWith('.java'))
    await Promise.all([
      runCommand(['javac', '-cp', 'lib/*', '-d', 'classes', ...sources], { cwd: into }),
      formatTemplate(into),
    ])
  })
  return {
    classPath: [join(directory, 'classes'), join(directory, 'lib', '*')].join(':'),
    firstRecords: [join(directory, 'first-records'), FIRST_RECORDS],
    logging: join(directory, 'log4j2.yaml'),
  }
}

/** Formatting takes a Java start of its own, and what it makes is the same each time: once is enough. */
async function formatTemplate(into: string): Promise<void> {
  const settings = [
    'process.roles=broker,controller',
    'node.id=1',
    'controller.quorum.voters=1@127.0.0.1:9093',
    'controller.listener.names=CONTROLLER',
    'listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
    `log.dirs=${join(into, 'template')}`,
  ]
  await mkdir(join(into, 'template'))
  await writeFile(join(into, 'template.properties'), settings.join('\n'))
  const format = ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAAAQ', '-c', 'template.properties']
  await runCommand(['java', '-cp', 'lib/*', ...format, ...scramUsers()], { cwd: into })
  await cp(join(into, 'template', FIRST_RECORDS), join(into, 'first-records'))
  await rm(join(into, 'template'), { recursive: true })
}

/** Another version or another tool is another installation. */
async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of [...files, 'users.ts', 'install-kafka.ts']) hash.update(await readFile(join(SOURCES, file)))
  return hash.digest('hex').slice(0, 12)
}
