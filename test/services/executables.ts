import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What a Kafka broker is fetched, started and given certificates with. */
export const FOR_KAFKA = ['java', 'javac', 'mvn', 'openssl'] as const
/** What the S3 server is built with. */
export const FOR_S3 = ['go'] as const

/** The names among these that PATH does not lead to. */
export function missing(names: readonly string[]): readonly string[] {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '')
  return names.filter((name) => !directories.some((directory) => isExecutable(join(directory, name))))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
