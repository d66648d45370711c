/** What to authenticate with. All but the mechanism, user names and extensions are secret. */
export type SaslCredentials = PasswordCredentials | TokenCredentials | AwsCredentials

export interface PasswordCredentials {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
  readonly username: string
  readonly password: string
}

export interface TokenCredentials {
  readonly mechanism: 'OAUTHBEARER'
  readonly token: string
  /** Sent beside the token: `logicalCluster`, `identityPoolId`. */
  readonly extensions: Readonly<Record<string, string>>
}

export interface AwsCredentials {
  readonly mechanism: 'AWS_MSK_IAM'
  /** As it was configured; else the one in the broker's host name counts. */
  readonly region: string | undefined
  /** For a broker whose name has none. */
  readonly defaultRegion?: string | undefined
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Rejects with KafkaConnectError, or with the error of a file or of an SDK. The signal is that of the connect that waits. */
export type SaslCredentialsSource = (options: { readonly signal: AbortSignal }) => Promise<SaslCredentials>
