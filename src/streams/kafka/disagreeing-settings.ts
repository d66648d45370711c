import { type FieldValue, type FieldValues, isBlock } from '../../model/fields.ts'
import type { StreamVariant } from '../../model/stream.ts'

type Disagreement = ReturnType<NonNullable<StreamVariant['disagreement']>>

/** What the `tls` and `sasl` blocks need together, and what is set twice in them. */
export const disagreeingSettings: NonNullable<StreamVariant['disagreement']> = (settings) => {
  const [tls, sasl] = [blockOf(settings['tls']), blockOf(settings['sasl'])]
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

function saslDisagreement(sasl: FieldValues): Disagreement {
  const mechanism = sasl['mechanism']
  const found = twice(sasl, 'sasl', PASSWORD) ?? twice(blockOf(sasl['oauth']), 'sasl.oauth', CLIENT_SECRET)
  if (found !== undefined || typeof mechanism !== 'string') return found
  const needs = (sentence: string): Disagreement => ({ field: 'sasl.mechanism', sentence: `${mechanism} ${sentence}` })
  if (mechanism === 'PLAIN' || mechanism.startsWith('SCRAM')) {
    if (!has(sasl, 'username')) return needs('needs a user: set "username" too.')
    if (!PASSWORD.some((name) => has(sasl, name))) {
      return needs('needs a password: set "password_file", "password_env" or "password" too.')
    }
  }
  if (mechanism !== 'OAUTHBEARER') return undefined
  if (!has(sasl, 'oauth')) return needs('needs to know where tokens come from: write an "oauth" block too.')
  if (CLIENT_SECRET.some((name) => has(blockOf(sasl['oauth']), name))) return undefined
  return needs('needs a secret: set "client_secret_file", "client_secret_env" or "client_secret" in "oauth" too.')
}

function twice(block: FieldValues, path: string, ways: readonly string[]): Disagreement {
  const [first, second] = ways.filter((way) => has(block, way))
  if (second === undefined) return undefined
  return { field: `${path}.${second}`, sentence: `"${first}" and "${second}" say the same. Keep one of them.` }
}

interface Half {
  readonly part: string
  readonly other: string
  readonly what: string
}

function half(tls: FieldValues, { part, other, what }: Half): Disagreement {
  const given = [part, `${part}_file`].find((name) => has(tls, name))
  if (given === undefined || has(tls, other) || has(tls, `${other}_file`)) return undefined
  return { field: `tls.${given}`, sentence: `${what}: set "${other}_file" or "${other}" too.` }
}

function isFound(found: Disagreement): boolean {
  return found !== undefined
}

function has(block: FieldValues, name: string): boolean {
  return block[name] !== undefined && block[name] !== null
}

function blockOf(value: FieldValue | undefined): FieldValues {
  return isBlock(value) ? value : {}
}
