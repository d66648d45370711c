import { CredentialError } from '../../io/credentials/credential-error.ts'
import { readCredential, type CredentialPlaces } from '../../io/credentials/read-credential.ts'
import type { FieldReader } from '../../model/field-reader.ts'
import { CREDENTIAL_UNREADABLE } from '../../model/shared-codes.ts'
import { problem } from './problem.ts'

/** The credential `name` of a block, read again by each call; nothing where none is set. Rejects with a DiagnosedError. */
export async function readSecret(
  block: FieldReader,
  name: string,
  places: CredentialPlaces,
): Promise<string | undefined> {
  const reference = block.credential(name)
  if (reference === undefined) return undefined
  try {
    return await readCredential(reference, places)
  } catch (cause) {
    if (!(cause instanceof CredentialError)) throw cause
    throw problem(CREDENTIAL_UNREADABLE, `${cause.message}.`, { cause, mayPass: true })
  }
}
