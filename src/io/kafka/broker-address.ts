/** Where a broker listens. */
export interface BrokerAddress {
  /** Name or IP address, an IPv6 one without brackets. */
  readonly host: string
  readonly port: number
}

/** Reads `host:port` and `[::1]:port`, which were checked when the configuration was. */
export function parseAddress(text: string): BrokerAddress {
  const colon = text.lastIndexOf(':')
  const host = text.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(text.slice(colon + 1)) }
}

export function formatAddress({ host, port }: BrokerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
