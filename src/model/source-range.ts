/** A place in a source text. `line` and `column` are 1-based, `column` counts Unicode code points, `byte` is the 0-based UTF-8 offset. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly byte: number
}

/** A stretch of a source text: `start` inclusive, `end` exclusive. `file` is the name shown to the user (relative to the configuration's directory). */
export interface SourceRange {
  readonly file: string
  readonly start: Position
  readonly end: Position
}
