import { FieldReader } from '../../model/field-reader.ts'
import type { StreamVariant } from '../../model/stream.ts'

type Disagreement = ReturnType<NonNullable<StreamVariant['disagreement']>>

/** What the `tls` and `sasl` blocks need together, and what is set twice in them. */
export const disagreeingSettings: NonNullable<StreamVariant['disagreement']> = (settings) => {
  const fields = new FieldReader(settings)
  const [tls, sasl] = [fields.block('tls') ?? EMPTY, fields.block('sasl') ?? EMPTY]
  return (
    TLS_TWICE.map((ways) => twice(tls, 'tls', ways)).find(isFound) ??
    half(tls, { part: 'cert', other: 'key', what: 'A client certificate needs its private key' }) ??
    half(tls, { part: 'key', other: 'cert', what: 'A private key needs its certificate' }) ??
    saslDisagreement(sasl)
  )
}

const TLS_TWICE = [
  ['ca', 'ca_file'],
  ['cert', 'cert_file'],
  ['key', 'key_file'],
]
const PASSWORD = ['password', 'password_file', 'password_env']
const CLIENT_SECRET = ['client_secret', 'client_secret_file', 'client_secret_env']

function saslDisagreement(sasl: FieldReader): Disagreement {
  const mechanism = sasl.text('mechanism')
  const oauth = sasl.block('oauth') ?? EMPTY
  const found = twice(sasl, 'sasl', PASSWORD) ?? twice(oauth, 'sasl.oauth', CLIENT_SECRET)
  if (found !== undefined || mechanism === undefined) return found
  const needs = (sentence: string): Disagreement => ({ field: 'sasl.mechanism', sentence: `${mechanism} ${sentence}` })
  if (mechanism === 'PLAIN' || mechanism.startsWith('SCRAM')) {
    if (!sasl.has('username')) return needs('needs a user: set "username" too.')
    if (!PASSWORD.some((name) => sasl.has(name))) {
      return needs('needs a password: set "password_file", "password_env" or "password" too.')
    }
  }
  if (mechanism !== 'OAUTHBEARER') return undefined
  if (!sasl.has('oauth')) return needs('needs to know where tokens come from: write an "oauth" block too.')
  if (CLIENT_SECRET.some((name) => oauth.has(name))) return undefined
  return needs('needs a secret: set "client_secret_file", "client_secret_env" or "client_secret" in "oauth" too.')
}

function twice(block: FieldReader, path: string, ways: readonly string[]): Disagreement {
  const [first, second] = ways.filter((way) => block.has(way))
  if (second === undefined) return undefined
  return { field: `${path}.${second}`, sentence: `"${first}" and "${second}" say the same. Keep one of them.` }
}

interface Half {
  readonly part: string
  readonly other: string
  readonly what: string
}

function half(tls: FieldReader, { part, other, what }: Half): Disagreement {
  const given = [part, `${part}_file`].find((name) => tls.has(name))
  if (given === undefined || tls.has(other) || tls.has(`${other}_file`)) return undefined
  return { field: `tls.${given}`, sentence: `${what}: set "${other}_file" or "${other}" too.` }
}

function isFound(found: Disagreement): boolean {
  return found !== undefined
}

const EMPTY = new FieldReader({})
