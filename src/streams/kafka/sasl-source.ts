import { awsEnvironment } from '../../io/kafka/sasl/aws-environment.ts'
import type { PasswordCredentials, SaslCredentials, SaslCredentialsSource } from '../../io/kafka/sasl/credentials.ts'
import { oauthTokens } from '../../io/kafka/sasl/oauth-tokens.ts'
import { InternalError } from '../../model/internal-error.ts'
import { CREDENTIAL_MISSING } from './diagnostics.ts'
import { readCredential } from './credential-places.ts'
import type { CredentialPlaces } from './credential-places.ts'
import type { FieldReader } from './field-reader.ts'
import { problem } from './problem.ts'

/** Reads the `sasl` block; passwords, tokens and keys anew at each connect. */
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
      return () => awsKeys(block.block('aws'), places)
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
  const found = await readCredential(block, 'password', places)
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
    const secret = await readCredential(oauth, 'client_secret', places)
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
    ca: undefined,
  })
}

async function awsKeys(aws: FieldReader | undefined, places: CredentialPlaces): Promise<SaslCredentials> {
  const unknown = ['profile', 'assume_role_arn', 'external_id'].find((name) => aws?.text(name) !== undefined)
  if (unknown !== undefined) {
    const detail = `AWS_MSK_IAM signs with the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; "${unknown}" of the "aws" block cannot be used yet. Set these variables (for example with "aws configure export-credentials") and remove it.`
    throw problem(CREDENTIAL_MISSING, detail)
  }
  const region = aws?.text('region')
  const found = awsEnvironment(places.environment)
  return await Promise.resolve(region === undefined ? found : { ...found, region })
}

function missing(mechanism: string, what: string): Error {
  return problem(CREDENTIAL_MISSING, `The mechanism ${mechanism} needs ${what} in the "sasl" block.`)
}
