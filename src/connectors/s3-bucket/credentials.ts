import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConnectorDeps } from '../../model/connector.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import { S3CredentialsError } from '../../io/s3/s3-credentials-error.ts'
import { parseCredentials } from './parse-credentials.ts'
import type { ParsedCredentials } from './parse-credentials.ts'
import type { CredentialsSource } from './settings.ts'

type CredentialDeps = Pick<ConnectorDeps, 'directory' | 'environment'>

/** What the source says now; nothing for the default chain. Rejects with S3CredentialsError. */
export async function readCredentials(
  source: CredentialsSource,
  deps: CredentialDeps,
): Promise<ParsedCredentials | undefined> {
  switch (source.from) {
    case 'text':
      return parsed(source.text, 'The credentials')
    case 'file':
      return parsed(await readText(resolve(deps.directory, source.path)), `The credentials in "${source.path}"`)
    case 'environment':
      return parsed(variable(source.name, deps), `The credentials in the environment variable "${source.name}"`)
    case 'fields':
      return fromFields(source)
    case 'chain':
      return undefined
  }
}

function parsed(text: string, what: string): ParsedCredentials {
  const result = parseCredentials(text)
  if (typeof result === 'string') throw new S3CredentialsError(`${what} cannot be used: ${result}`)
  return result
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'it does not exist' : (errorCode(error) ?? 'it cannot be read')
    throw new S3CredentialsError(`Cannot read the credentials file "${path}": ${why}`, { cause: error })
  }
}

function variable(name: string, { environment }: CredentialDeps): string {
  const text = environment[name]
  if (text === undefined || text === '') {
    throw new S3CredentialsError(`Cannot read the credentials: the environment variable "${name}" is not set`)
  }
  return text
}

function fromFields({ id, secret, token }: CredentialsSource & { readonly from: 'fields' }): ParsedCredentials {
  const credentials = {
    accessKeyId: id,
    secretAccessKey: secret,
    ...(token === undefined ? {} : { sessionToken: token }),
  }
  return { credentials, url: undefined, pathStyle: undefined }
}
