/** One measured thing, with what it was measured against in the same run. */
export interface Figure {
  readonly name: string
  /** What it came to, with its unit. */
  readonly value: string
  /** The side-by-side ratio, or the measure itself where there is a bar on it. */
  readonly measured?: number
  /** What `measured` may be at most. */
  readonly bar?: number
  /** What stood beside it. */
  readonly against?: string
}

/** A group of figures that can be run alone: `npm run bench -- start-up`. */
export type Bench = () => Promise<readonly Figure[]>

export function isOverBar({ measured, bar }: Figure): boolean {
  return measured !== undefined && bar !== undefined && measured > bar
}

export function figureLine(figure: Figure): string {
  const { name, value, measured, bar, against } = figure
  const ratio = measured === undefined ? '' : measured.toFixed(2)
  const verdict = bar === undefined ? '' : `${isOverBar(figure) ? 'OVER' : 'under'} ${bar}`
  return [name.padEnd(44), value.padEnd(34), ratio.padStart(8), verdict.padEnd(11), against ?? ''].join('  ').trimEnd()
}
