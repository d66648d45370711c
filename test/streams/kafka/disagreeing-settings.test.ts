import test from 'ava'
import { Secret } from '../../../src/model/secret.ts'
import type { FieldValues } from '../../../src/model/fields.ts'
import { disagreeingSettings } from '../../../src/streams/kafka/disagreeing-settings.ts'

const secret = new Secret('canary')

const agrees = test.macro({
  exec: (t, settings: FieldValues) => t.is(disagreeingSettings(settings), undefined),
  title: (name) => `disagreeingSettings() takes ${name}`,
})

test('connections in clear', agrees, {})
test('PLAIN', agrees, { sasl: { mechanism: 'PLAIN', username: 'me', password: secret } })
test('SCRAM with a file', agrees, { sasl: { mechanism: 'SCRAM-SHA-256', username: 'me', password_file: 'p' } })
test('OAUTHBEARER', agrees, { sasl: { mechanism: 'OAUTHBEARER', oauth: { client_secret_env: 'S' } } })
test('AWS_MSK_IAM', agrees, { sasl: { mechanism: 'AWS_MSK_IAM' } })
test('mutual TLS', agrees, { tls: { ca_file: 'ca', cert_file: 'c', key: secret } })

const refuses = test.macro({
  exec: (t, field: string, settings: FieldValues) => {
    const found = disagreeingSettings(settings)
    t.is(found?.field, field)
    t.notRegex(found?.sentence ?? '', /canary/)
  },
  title: (name) => `disagreeingSettings() refuses ${name}`,
})

test('PLAIN without a user', refuses, 'sasl.mechanism', { sasl: { mechanism: 'PLAIN', password: secret } })
test('SCRAM without a password', refuses, 'sasl.mechanism', { sasl: { mechanism: 'SCRAM-SHA-512', username: 'me' } })
test('two passwords', refuses, 'sasl.password_env', {
  sasl: { mechanism: 'PLAIN', username: 'me', password: secret, password_env: 'P' },
})
test('OAUTHBEARER without its block', refuses, 'sasl.mechanism', { sasl: { mechanism: 'OAUTHBEARER' } })
test('OAUTHBEARER without a secret', refuses, 'sasl.mechanism', { sasl: { mechanism: 'OAUTHBEARER', oauth: {} } })
test('two secrets', refuses, 'sasl.oauth.client_secret_file', {
  sasl: { mechanism: 'OAUTHBEARER', oauth: { client_secret: secret, client_secret_file: 'f' } },
})
test('a key without its certificate', refuses, 'tls.key', { tls: { key: secret } })
test('a certificate without its key', refuses, 'tls.cert_file', { tls: { cert_file: 'c' } })
test('a CA twice', refuses, 'tls.ca_file', { tls: { ca: 'pem', ca_file: 'f' } })
