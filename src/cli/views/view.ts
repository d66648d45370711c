import type { Diagnostic } from '../../model/diagnostic.ts'
import type { EngineEvent } from '../../model/engine-event.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { WorkerEvent } from '../workers/worker-event.ts'

/** Where the ranges of diagnostics point to, and what must not be shown of it. */
export interface SourceTexts {
  readonly sources: ReadonlyMap<string, string>
  readonly hidden: readonly SourceRange[]
}

/** What printing knows of the terminal. */
export interface Style {
  readonly color: boolean
  /** Columns. */
  readonly width: number
}

/** One line of NDJSON. */
export interface JsonMessage {
  readonly level: 'info' | 'warn' | 'error'
  /** One line for people who read the log. */
  readonly text: string
  readonly type: string
  readonly rest: object
}

/** How one thing is shown, side by side: as text to people, as messages to programs. */
export interface MessageView<Shown> {
  readonly human: (shown: Shown, style: Style) => string
  readonly json: (shown: Shown) => readonly JsonMessage[]
}

/** How the whole answer of a command is shown: as text to people, as one JSON document to programs. */
export interface DocumentView<Shown> {
  readonly human: (shown: Shown, style: Style) => string
  readonly json: (shown: Shown) => string
}

/** Everything a command shows goes through one of these: for people or, with `--json`, for programs. */
export interface View {
  readonly diagnostics: (diagnostics: readonly Diagnostic[], texts?: SourceTexts) => void
  readonly show: <Shown>(view: MessageView<Shown>, shown: Shown) => void
  /** `format`: asked for by `--output`, which people may set to JSON as well. */
  readonly showDocument: <Shown>(view: DocumentView<Shown>, shown: Shown, format?: 'table' | 'json') => void
  /** `worker`: whose event it is, where there are several. */
  readonly engine: (event: EngineEvent, worker?: number) => void
  readonly worker: (event: WorkerEvent) => void
  /** For people only: what is going on. */
  readonly note: (text: string) => void
  /** A warning that people see in one line. */
  readonly notice: (diagnostic: Diagnostic) => void
  /** Counts objects on one line that is written again and again, where a person watches. */
  readonly counter: (name: string) => Counter
}

export interface Counter {
  readonly count: () => void
  readonly erase: () => void
}
