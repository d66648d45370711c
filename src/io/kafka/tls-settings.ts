/** How connections are encrypted. All certificates and keys are PEM text. */
export interface TlsSettings {
  /** Authorities to trust instead of those of the system. */
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  /** Secret. */
  readonly key?: string | undefined
  /** Secret. */
  readonly passphrase?: string | undefined
  /** Name that the certificate must carry, where it is not the host of the broker. */
  readonly serverName?: string | undefined
  /** Accept any certificate. */
  readonly insecure?: boolean | undefined
}
