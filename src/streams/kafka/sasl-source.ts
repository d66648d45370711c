import { AwsCredentialsError, awsCredentials } from '../../io/aws/aws-credentials.ts'
import type { CredentialPlaces } from '../../io/credentials/read-credential.ts'
import { KafkaConnectError } from '../../io/kafka/errors.ts'
import type { PasswordCredentials, SaslCredentialsSource } from '../../io/kafka/sasl/credentials.ts'
import { oauthTokens } from '../../io/kafka/sasl/oauth-tokens.ts'
import type { FieldReader } from '../../model/field-reader.ts'
import { InternalError } from '../../model/internal-error.ts'
import { CREDENTIAL_UNREADABLE } from '../../model/shared-codes.ts'
import { problem } from './problem.ts'
import { readSecret } from './read-secret.ts'

/** Reads the `sasl` block; passwords, tokens and keys again at each connect. */
export function saslSource(
  block: FieldReader | undefined,
  places: CredentialPlaces,
): SaslCredentialsSource | undefined {
  const mechanism = block?.text('mechanism')
  if (block === undefined || mechanism === undefined) return undefined
  switch (mechanism) {
    case 'PLAIN':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return () => password(mechanism, block, places)
    case 'OAUTHBEARER':
      return tokens(block, places)
    case 'AWS_MSK_IAM':
      return awsKeys(block.block('aws'), places)
    default:
      throw new InternalError(`Cannot authenticate with "${mechanism}": it was not checked`)
  }
}

async function password(
  mechanism: PasswordCredentials['mechanism'],
  block: FieldReader,
  places: CredentialPlaces,
): Promise<PasswordCredentials> {
  const username = block.text('username')
  const found = await readSecret(block, 'password', places)
  if (username === undefined || found === undefined) throw missing(mechanism, '"username" and "password"')
  return { mechanism, username, password: found }
}

function tokens(block: FieldReader, places: CredentialPlaces): SaslCredentialsSource {
  const oauth = block.block('oauth')
  const tokenEndpoint = oauth?.text('token_endpoint')
  const clientId = oauth?.text('client_id')
  if (oauth === undefined || tokenEndpoint === undefined || clientId === undefined) {
    return () => Promise.reject(missing('OAUTHBEARER', 'an "oauth" block'))
  }
  const clientSecret = async (): Promise<string> => {
    const secret = await readSecret(oauth, 'client_secret', places)
    if (secret === undefined) throw missing('OAUTHBEARER', '"client_secret"')
    return secret
  }
  const extensions = oauth.map('extensions')
  const audience = oauth.text('audience')
  return oauthTokens({
    tokenEndpoint,
    clientId,
    clientSecret,
    scopes: oauth.texts('scopes'),
    audience,
    extensions,
  })
}

function awsKeys(aws: FieldReader | undefined, { environment }: CredentialPlaces): SaslCredentialsSource {
  const [region, profile, arn, externalId] = ['region', 'profile', 'assume_role_arn', 'external_id'].map((name) =>
    aws?.text(name),
  )
  const defaultRegion = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']].find(
    (name) => name !== undefined && name !== '',
  )
  const keys = awsCredentials({
    ...(profile === undefined ? {} : { profile }),
    ...(arn === undefined ? {} : { role: { arn, ...(externalId === undefined ? {} : { externalId }) } }),
    ...(region === undefined ? {} : { region }),
  })
  return async () => ({ mechanism: 'AWS_MSK_IAM', region, defaultRegion, ...(await signable(keys)) })
}

async function signable<Keys>(keys: () => Promise<Keys>): Promise<Keys> {
  try {
    return await keys()
  } catch (error) {
    if (!(error instanceof AwsCredentialsError)) throw error
    const reason = error.reason === 'unreachable' ? 'unreachable' : 'authentication'
    throw new KafkaConnectError(reason, `Cannot sign for AWS_MSK_IAM: ${error.message}`, { cause: error })
  }
}

function missing(mechanism: string, what: string): Error {
  return problem(CREDENTIAL_UNREADABLE, `The mechanism ${mechanism} needs ${what} in the "sasl" block.`)
}
