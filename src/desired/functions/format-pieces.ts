/** A verb of a format with what modifies it. */
export interface Directive {
  /** As written: `%-5.2f`. */
  readonly source: string
  readonly verb: string
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  /** Which argument it takes, from 1. */
  readonly position: number
}

const DIRECTIVE = /%([-+ 0]*)(\d{0,3})(?:\.(\d{0,2}))?(?:\[(\d{1,3})\])?([a-zA-Z%])|%/g

/** The literal texts and directives of a format in order; nothing where a percent sign begins no directive. */
export function parseFormat(source: string): readonly (string | Directive)[] | undefined {
  const pieces: (string | Directive)[] = []
  let [end, position] = [0, 0]
  for (const match of source.matchAll(DIRECTIVE)) {
    const [whole, flags = '', width = '', precision, index, verb] = match
    if (verb === undefined) return undefined
    pieces.push(source.slice(end, match.index))
    end = match.index + whole.length
    if (verb !== '%') position = index === undefined ? position + 1 : Number(index)
    if (verb === '%') pieces.push('%')
    else pieces.push({ source: whole, verb, flags, width: Number(width), precision: toPrecision(precision), position })
  }
  return [...pieces, source.slice(end)]
}

function toPrecision(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
