const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const EXPONENT = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/

/** Finite, and safe where it is whole: what a number value may be. */
export function isExactNumber(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

/** As HCL writes it: without exponent and without a trailing `.0`. */
export function formatNumber(value: number): string {
  const text = String(value)
  const match = EXPONENT.exec(text)
  if (match === null) return text
  const [, sign = '', first = '', rest = '', exponent = ''] = match
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${first}${rest}`
}

/** The number that the text writes in decimal, or nothing where it is none or cannot be kept exactly. */
export function parseNumber(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  return isExactNumber(value) ? value : undefined
}
