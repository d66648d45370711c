import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'

/** Paths of PEM files. */
export interface Certificates {
  /** Of the authority that signed the broker's and the client's certificate. */
  readonly ca: string
  /** Key and certificate of the broker, in one file. */
  readonly broker: string
  readonly clientKey: string
  readonly clientCertificate: string
  /** A certificate of another authority, with its key, which the broker must refuse. */
  readonly strangerKey: string
  readonly strangerCertificate: string
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
const AUTHORITY = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']

/** Makes an authority of our own, a certificate for the broker (localhost and 127.0.0.1), one for a client and a stranger. */
export async function makeCertificates(directory: string): Promise<Certificates> {
  const path = (name: string): string => join(directory, name)
  const openssl = (args: readonly string[]): Promise<string> => runCommand(['openssl', ...args], { cwd: directory })
  const selfSigned = (name: string): Promise<string> =>
    openssl(['req', '-x509', ...NEW_KEY, '-days', '30', '-subj', `/CN=${name}`, ...AUTHORITY, ...outputs(name)])
  const request = (name: string): Promise<string> =>
    openssl(['req', ...NEW_KEY, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`])
  const extensions = 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n'
  await Promise.all([
    selfSigned('ca'),
    selfSigned('stranger'),
    request('broker'),
    request('client'),
    writeFile(path('leaf.extensions'), extensions),
  ])
  for (const [serial, name] of ['broker', 'client'].entries()) {
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', String(serial + 2), '-days', '30']
    await openssl(['x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', 'leaf.extensions', '-out', `${name}.pem`])
  }
  await joinFiles(path('broker-keystore.pem'), [path('broker.key'), path('broker.pem')])
  return {
    ca: path('ca.pem'),
    broker: path('broker-keystore.pem'),
    clientKey: path('client.key'),
    clientCertificate: path('client.pem'),
    strangerKey: path('stranger.key'),
    strangerCertificate: path('stranger.pem'),
  }
}

function outputs(name: string): readonly string[] {
  return ['-keyout', `${name}.key`, '-out', `${name}.pem`]
}

async function joinFiles(target: string, sources: readonly string[]): Promise<void> {
  const texts = await Promise.all(sources.map((source) => readFile(source, 'utf8')))
  await writeFile(target, texts.join(''))
}
