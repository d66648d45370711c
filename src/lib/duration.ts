/** A text read as a duration. `suggestion` is a valid spelling that was probably meant. */
export type DurationReading =
  | { readonly outcome: 'read'; readonly seconds: number }
  | { readonly outcome: 'unit-missing' | 'malformed'; readonly suggestion?: string }

const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g

/** Reads `90s`, `1m30s`, `1.5h`: numbers with a unit (`ms`, `s`, `m`, `h`, `d`), added up; exact to the millisecond. */
export function parseDuration(text: string): DurationReading {
  if (/^\d+(?:\.\d+)?$/.test(text)) return { outcome: 'unit-missing', suggestion: `${text}s` }
  const milliseconds = WHOLE.test(text) ? addParts(text) : undefined
  if (milliseconds !== undefined) return { outcome: 'read', seconds: milliseconds / 1000 }
  const suggestion = respell(text)
  return suggestion === undefined ? { outcome: 'malformed' } : { outcome: 'malformed', suggestion }
}

/** The canonical spelling: seconds, `90s`, `0.25s`. */
export function formatDuration(seconds: number): string {
  return `${seconds}s`
}

function addParts(text: string): number | undefined {
  const sum = [...text.matchAll(PART)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (MILLISECONDS.get(unit ?? '') ?? Number.NaN),
    0,
  )
  const rounded = Math.round(sum)
  return Math.abs(sum - rounded) < 1e-6 && Number.isSafeInteger(rounded) ? rounded : undefined
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/(?:milliseconds?|millis|msecs?)(?![a-z])/g, 'ms'],
  [/(?:seconds?|secs?)(?![a-z])/g, 's'],
  [/(?:minutes?|mins?)(?![a-z])/g, 'm'],
  [/(?:hours?|hrs?)(?![a-z])/g, 'h'],
  [/(?:days?)(?![a-z])/g, 'd'],
]

/** `5 minutes` to `5m`, `1H` to `1h`. */
function respell(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s,_]+|and/g, '')
  const spelled = WORDS.reduce((result, [word, unit]) => result.replaceAll(word, unit), plain)
  return WHOLE.test(spelled) && addParts(spelled) !== undefined ? spelled : undefined
}
