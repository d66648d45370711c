export type ResourceKind = 'stream' | 'data_connector' | 'batch_exporter'

export const RESOURCE_KINDS: readonly ResourceKind[] = ['stream', 'data_connector', 'batch_exporter']

/** How a resource is named in configuration and state: `data_connector.s3`, `batch_exporter.events["eu"]`, `stream.demo[0]`. */
export interface Address {
  readonly kind: ResourceKind
  readonly label: string
  /** Key of a `for_each` instance (text) or index of a `count` instance (number). */
  readonly key?: string | number
}

export function formatAddress(address: Address): string {
  const base = `${address.kind}.${address.label}`
  return address.key === undefined ? base : `${base}[${JSON.stringify(address.key)}]`
}

const PATTERN = /^(stream|data_connector|batch_exporter)\.([A-Za-z_][A-Za-z0-9_-]*)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?$/

/** The address that `formatAddress` wrote, or nothing where the text is none. */
export function parseAddress(text: string): Address | undefined {
  const match = PATTERN.exec(text)
  const kind = RESOURCE_KINDS.find((candidate) => candidate === match?.[1])
  const label = match?.[2]
  if (kind === undefined || label === undefined) return undefined
  const key = parseKey(match?.[3])
  return key === undefined ? { kind, label } : { kind, label, key }
}

function parseKey(text: string | undefined): string | number | undefined {
  if (text === undefined) return undefined
  if (!text.startsWith('"')) return Number(text)
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined
  }
}
