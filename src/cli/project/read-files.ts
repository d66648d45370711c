import { messageOf } from '../../lib/message-of.ts'
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SourceFile } from '../../desired/configuration.ts'
import { isConfigurationFile } from '../../desired/file-role.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { NO_CONFIGURATION, UNREADABLE_FILE } from '../diagnostics.ts'

/** The configuration's files of a directory, by name. Rejects with a diagnostic for each that cannot be read. */
export async function readConfigurationFiles(directory: string): Promise<readonly SourceFile[]> {
  const names = (await listNames(directory)).filter(isConfigurationFile).toSorted()
  const read = await Promise.all(names.map((name) => readText(directory, name)))
  const problems = read.filter((one) => 'code' in one)
  if (problems.length > 0) throw new DiagnosedError(problems)
  return read.filter((one) => 'text' in one)
}

/** A file of variable values named on the command line. */
export async function readVariablesFile(directory: string, name: string): Promise<SourceFile> {
  const read = await readText(directory, name)
  if ('code' in read) throw new DiagnosedError([read])
  return read
}

/** For commands that need a configuration. */
export function noConfiguration(directory: string): Diagnostic {
  return diagnose(NO_CONFIGURATION, {
    detail: `"${directory}" has no *.strm.hcl, *.strm.yaml or *.strm.yml file. Write one, or name another directory with --chdir.`,
  })
}

async function listNames(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    throw new DiagnosedError(
      [diagnose(UNREADABLE_FILE, { detail: `Cannot read the directory "${directory}": ${messageOf(error)}` })],
      { cause: error },
    )
  }
}

async function readText(directory: string, name: string): Promise<SourceFile | Diagnostic> {
  try {
    const bytes = await readFile(resolve(directory, name))
    return { name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8 text' : messageOf(error)
    return diagnose(UNREADABLE_FILE, {
      detail: `Cannot read "${name}": ${reason}. Check that it is a text file in UTF-8 that you may read.`,
    })
  }
}
