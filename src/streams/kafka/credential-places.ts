import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { errorCode } from '../../io/disk/error-code.ts'
import { CREDENTIAL_MISSING } from './diagnostics.ts'
import type { FieldReader } from './field-reader.ts'
import { problem } from './problem.ts'

/** Where credentials may be. */
export interface CredentialPlaces {
  /** Absolute directory that relative paths count from. */
  readonly directory: string
  readonly environment: { readonly [name: string]: string | undefined }
}

/**
 * A credential from the field `name`, or the file or the environment variable that the fields `<name>_file` and `<name>_env` name;
 * read again by each call. Rejects with a DiagnosedError where the place has none.
 */
export async function readCredential(
  fields: FieldReader,
  name: string,
  places: CredentialPlaces,
): Promise<string | undefined> {
  const path = fields.text(`${name}_file`)
  if (path !== undefined) return withoutLastNewline(await readCredentialFile(path, places))
  const variable = fields.text(`${name}_env`)
  if (variable === undefined) return fields.secret(name)
  const value = places.environment[variable]
  if (value === undefined || value === '') {
    throw problem(CREDENTIAL_MISSING, `The environment variable "${variable}" is not set, or empty.`, { mayPass: true })
  }
  return value
}

export async function readCredentialFile(path: string, places: CredentialPlaces): Promise<string> {
  const file = resolve(places.directory, path)
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const why = errorCode(error) ?? 'unknown error'
    const detail = `The file "${file}" cannot be read (${why}). Put it there, or correct the path.`
    throw problem(CREDENTIAL_MISSING, detail, { cause: error, mayPass: true })
  }
}

function withoutLastNewline(text: string): string {
  return text.replace(/\r?\n$/, '')
}
