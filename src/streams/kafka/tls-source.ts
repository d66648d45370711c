import type { TlsSettings } from '../../io/kafka/tls-settings.ts'
import { readCredentialFile } from './credential-places.ts'
import type { CredentialPlaces } from './credential-places.ts'
import type { FieldReader } from './field-reader.ts'

/** Reads the `tls` block, and its files anew at each connect; nothing where connections are not encrypted. */
export function tlsSource(
  block: FieldReader | undefined,
  places: CredentialPlaces,
): (() => Promise<TlsSettings>) | undefined {
  if (block === undefined || block.flag('enabled') === false) return undefined
  const pem = async (name: string): Promise<string | undefined> => {
    const path = block.text(`${name}_file`)
    return path === undefined ? block.secret(name) : readCredentialFile(path, places)
  }
  return async () => ({
    ca: await pem('ca'),
    cert: await pem('cert'),
    key: await pem('key'),
    passphrase: block.secret('key_passphrase'),
    serverName: block.text('server_name'),
    insecure: block.flag('insecure_skip_verify'),
  })
}
