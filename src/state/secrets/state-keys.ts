import { randomBytes, scrypt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { KEY_INVALID, KEY_MISSING, KEY_NOT_MADE, KEY_WRONG } from '../diagnostics.ts'
import { decryptText, encryptText, KEY_BYTES } from './cipher.ts'
import type { Encryption, KeyDerivation } from './encryption.ts'
import { keyFilePath, makeKeyFile, readKeyFile } from './key-file.ts'
import type { Environment } from './key-file.ts'
import { rawKey } from './raw-key.ts'
import { messageOf } from '../../lib/message-of.ts'

/** A key, and what the state keeps about it. */
export interface StateKey {
  readonly bytes: Uint8Array
  readonly encryption: Encryption
}

/** Where the key of a state comes from. Both reject with a DiagnosedError for what a user can mend. */
export interface StateKeys {
  /** The key that a state was encrypted with. */
  find(lineage: string, encryption: Encryption): Promise<StateKey>
  /** The key for the first secret of a state; makes the key file where nothing else is given. */
  make(lineage: string): Promise<StateKey>
}

const WAYS =
  'Give it in STRMCTL_STATE_KEY (32 bytes as base64 or hex), in STRMCTL_STATE_PASSPHRASE, or in a file that STRMCTL_STATE_PASSPHRASE_FILE names.'
const CHECK_TEXT = 'strmctl'
/** About a tenth of a second and 32 MiB; of the strength that OWASP recommends for scrypt (2^15, 8, 3). */
const SCRYPT = { cost: 2 ** 15, blockSize: 8, parallelization: 3 }
const SCRYPT_MEMORY_BYTES = 256 * 1024 * 1024

/** Keys from the environment, else from the key file of the lineage (state/FORMAT.md, "Secrets"). */
export function stateKeys(environment: Environment): StateKeys {
  return {
    find: (lineage, encryption) =>
      encryption.derivation.name === 'none'
        ? findGiven(lineage, encryption, environment)
        : findDerived({ lineage, encryption, derivation: encryption.derivation }, environment),
    make: (lineage) => makeKey(lineage, environment),
  }
}

async function findGiven(lineage: string, encryption: Encryption, environment: Environment): Promise<StateKey> {
  const variable = nonEmpty(environment['STRMCTL_STATE_KEY'])
  const path = keyFilePath(lineage, environment)
  const text = variable ?? (await readKeyFile(path))
  if (text === undefined)
    throw problem(
      KEY_MISSING,
      `The state holds encrypted secrets, and the key is neither in STRMCTL_STATE_KEY nor in "${path}". Copy that file from the machine where the state was first applied, or set STRMCTL_STATE_KEY to its content.`,
    )
  const source = variable === undefined ? `the key file "${path}"` : 'STRMCTL_STATE_KEY'
  return checked({ lineage, encryption, source }, parsedKey(text, source))
}

interface Derived {
  readonly lineage: string
  readonly encryption: Encryption
  readonly derivation: KeyDerivation & { readonly name: 'scrypt' }
}

async function findDerived({ lineage, encryption, derivation }: Derived, environment: Environment): Promise<StateKey> {
  const found = await findPassphrase(environment)
  if (found === undefined)
    throw problem(
      KEY_MISSING,
      'The state holds secrets that were encrypted with a passphrase, and none is given. Set STRMCTL_STATE_PASSPHRASE, or STRMCTL_STATE_PASSPHRASE_FILE to the path of a file with it.',
    )
  return checked({ lineage, encryption, source: found.source }, await derive(found.passphrase, derivation))
}

async function makeKey(lineage: string, environment: Environment): Promise<StateKey> {
  const variable = nonEmpty(environment['STRMCTL_STATE_KEY'])
  if (variable !== undefined) return fresh(lineage, { name: 'none' }, parsedKey(variable, 'STRMCTL_STATE_KEY'))
  const found = await findPassphrase(environment)
  if (found !== undefined) {
    const derivation = { name: 'scrypt', salt: randomBytes(16).toString('base64'), ...SCRYPT } as const
    return fresh(lineage, derivation, await derive(found.passphrase, derivation))
  }
  const path = keyFilePath(lineage, environment)
  if (isContinuousIntegration(environment))
    throw problem(
      KEY_NOT_MADE,
      `A secret is to be stored for the first time, and on a CI system no key file is made for it: it would be lost with the runner. ${WAYS}`,
    )
  return fresh(
    lineage,
    { name: 'none' },
    parsedKey(await makeKeyFile(path, randomBytes(KEY_BYTES)), `the key file "${path}"`),
  )
}

function isContinuousIntegration(environment: Environment): boolean {
  return !['', '0', 'false'].includes(environment['CI']?.toLowerCase() ?? '')
}

async function findPassphrase(
  environment: Environment,
): Promise<{ readonly passphrase: string; readonly source: string } | undefined> {
  const direct = nonEmpty(environment['STRMCTL_STATE_PASSPHRASE'])
  if (direct !== undefined) return { passphrase: direct, source: 'STRMCTL_STATE_PASSPHRASE' }
  const path = nonEmpty(environment['STRMCTL_STATE_PASSPHRASE_FILE'])
  if (path === undefined) return undefined
  const source = `the passphrase file "${path}"`
  const passphrase = (await readPassphraseFile(path)).replace(/\r?\n$/, '')
  if (passphrase === '')
    throw problem(KEY_INVALID, `The passphrase is empty in ${source}. Write it there, in one line.`)
  return { passphrase, source }
}

async function readPassphraseFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const why = messageOf(error)
    throw problem(
      KEY_INVALID,
      `The file that STRMCTL_STATE_PASSPHRASE_FILE names cannot be read: ${why}. Check the path, which counts from the working directory.`,
      error,
    )
  }
}

function derive(passphrase: string, derivation: KeyDerivation & { readonly name: 'scrypt' }): Promise<Uint8Array> {
  const { salt, cost, blockSize, parallelization } = derivation
  const options = { cost, blockSize, parallelization, maxmem: SCRYPT_MEMORY_BYTES }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

function parsedKey(text: string, source: string): Uint8Array {
  const key = rawKey(text)
  if (key === undefined)
    throw problem(
      KEY_INVALID,
      `What is in ${source} is no key: 32 bytes are needed, as 44 characters of base64 or 64 of hex. "openssl rand -base64 32" makes one.`,
    )
  return key
}

function fresh(lineage: string, derivation: KeyDerivation, bytes: Uint8Array): StateKey {
  const check = encryptText(CHECK_TEXT, bytes, checkPlace(lineage))
  return { bytes, encryption: { algorithm: 'aes-256-gcm', derivation, check } }
}

function checked(
  asked: { readonly lineage: string; readonly encryption: Encryption; readonly source: string },
  bytes: Uint8Array,
): StateKey {
  const { lineage, encryption, source } = asked
  try {
    if (decryptText(encryption.check, bytes, checkPlace(lineage)) === CHECK_TEXT) return { bytes, encryption }
  } catch (error) {
    throw problem(
      KEY_WRONG,
      `The key in ${source} is not the one that this state was encrypted with. Use the one of the machine or CI system that applied last.`,
      error,
    )
  }
  throw problem(KEY_WRONG, `The key in ${source} opens something else than the secrets of this state.`)
}

function checkPlace(lineage: string): string {
  return JSON.stringify([lineage, 'check'])
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function problem(code: DiagnosticCode, detail: string, cause?: unknown): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], { cause })
}
