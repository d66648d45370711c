/** A text read as a number of bytes. `suggestion` is a valid spelling that was probably meant. */
export type BytesReading =
  { readonly outcome: 'read'; readonly bytes: number } | { readonly outcome: 'malformed'; readonly suggestion?: string }

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['B', 1],
  ['kB', 1000],
  ['KB', 1000],
  ['MB', 1000 ** 2],
  ['GB', 1000 ** 3],
  ['TB', 1000 ** 4],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
  ['TiB', 1024 ** 4],
])

const BINARY = ['TiB', 'GiB', 'MiB', 'KiB'] as const
const FORM = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/

/** Reads `64MiB`, `1.5GB`, `512`: a number with an optional unit, powers of 1000 (`kB MB GB TB`) or of 1024 (`KiB MiB GiB TiB`); whole bytes only. */
export function parseBytes(text: string): BytesReading {
  const bytes = wholeBytes(text)
  if (bytes !== undefined) return { outcome: 'read', bytes }
  const suggestion = respell(text)
  return suggestion === undefined ? { outcome: 'malformed' } : { outcome: 'malformed', suggestion }
}

/** The shortest exact spelling: `64MiB`, `1000`. */
export function formatBytes(bytes: number): string {
  const unit = BINARY.find((name) => bytes > 0 && bytes % (UNITS.get(name) ?? 1) === 0)
  return unit === undefined ? String(bytes) : `${bytes / (UNITS.get(unit) ?? 1)}${unit}`
}

function wholeBytes(text: string): number | undefined {
  const [, amount, unit] = FORM.exec(text) ?? []
  const factor = UNITS.get(unit ?? '')
  if (amount === undefined || factor === undefined) return undefined
  const bytes = Number(amount) * factor
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** `64 mb` to `64MB`, `64M` to `64MiB`, `1gib` to `1GiB`. */
function respell(text: string): string | undefined {
  const [, amount, unit] = FORM.exec(text.replaceAll(/[\s,_]+/g, '')) ?? []
  if (amount === undefined || unit === undefined) return undefined
  const lower = unit.toLowerCase()
  const known = [...UNITS.keys()].find((name) => [name.toLowerCase(), `${name.toLowerCase()}yte`].includes(lower))
  const spelled = `${amount}${known ?? (/^[kmgt]i?$/.test(lower) ? `${lower.charAt(0).toUpperCase()}iB` : unit)}`
  return wholeBytes(spelled) === undefined ? undefined : spelled
}
