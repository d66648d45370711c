import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { withoutFinalNewlines, type CredentialReference } from '../../lib/credential-reference.ts'
import { errorCode } from '../disk/error-code.ts'
import { CredentialError } from './credential-error.ts'

/** What references are resolved against. */
export interface CredentialPlaces {
  /** Absolute directory that relative paths count from. */
  readonly directory: string
  readonly environment: { readonly [name: string]: string | undefined }
}

/** The credential as it is now, without newlines at its end. Rejects with CredentialError where there is none, or an empty one. */
export async function readCredential(reference: CredentialReference, places: CredentialPlaces): Promise<string> {
  switch (reference.from) {
    case 'value':
      return withoutFinalNewlines(reference.text)
    case 'file':
      return notEmpty(
        await readText(resolve(places.directory, reference.path)),
        `The file "${reference.path}" is empty`,
      )
    case 'environment':
      return notEmpty(
        places.environment[reference.variable] ?? '',
        `The environment variable "${reference.variable}" is not set, or is empty`,
      )
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const why = errorCode(cause) === 'ENOENT' ? 'it does not exist' : (errorCode(cause) ?? 'unknown error')
    throw new CredentialError(`The file "${file}" cannot be read (${why})`, { cause })
  }
}

function notEmpty(text: string, complaint: string): string {
  const credential = withoutFinalNewlines(text)
  if (credential === '') throw new CredentialError(complaint)
  return credential
}
