import type { Event } from 'ava/internal'

/** What a file of tests came to. */
export interface FileReport {
  readonly passed: number
  /** Failed tests and hooks, tests that never finished, and whatever else ava counts against a run. */
  readonly failed: number
  /** Tests that were declared and not run: skip, todo, or left out by `only`. */
  readonly skipped: number
  /** Titles of what failed. */
  readonly failures: readonly string[]
}

/** What a run came to: by file, as an absolute path, and the failures that belong to none. */
export interface RunReport {
  readonly files: Readonly<Record<string, FileReport>>
  readonly elsewhere: number
}

/** ava's own running counts. */
export type RunStats = Extract<Event, { type: 'stats' }>['stats']

type FileStats = RunStats['byFile'] extends Map<string, infer Stats> ? Stats : never

/** Follows the events of a run, which ava gives in order. */
export class RunReporter {
  readonly #failures = new Map<string, string[]>()
  /** Tests that have begun and not ended, by file. */
  readonly #open = new Map<string, Set<string>>()
  /** Files whose process died, each with what it died of. */
  readonly #died = new Set<string>()
  #stats: RunStats | undefined

  observe(event: Event): void {
    if (event.type === 'stats') this.#stats = event.stats
    if (!('testFile' in event) || typeof event.testFile !== 'string') return
    const { testFile: file } = event
    if (event.type === 'selected-test' && !event.skip && !event.todo) this.#openOf(file).add(event.title)
    if (event.type === 'test-passed' || event.type === 'test-failed') this.#openOf(file).delete(event.title)
    const failure = failureOf(event)
    if (failure !== undefined) this.#fail(file, failure)
    const { type }: { readonly type: string } = event
    if (type === DEATH) this.#died.add(file)
  }

  /** Undefined where no test file was found. */
  report(): RunReport | undefined {
    const stats = this.#stats
    if (stats === undefined) return undefined
    const files = [...stats.byFile].map(([file, counts]) => [file, this.#fileReport(file, counts)] as const)
    const inFiles = [...stats.byFile.values()].reduce((sum, { internalErrors }) => sum + internalErrors, 0)
    const neverRun = stats.files - stats.byFile.size
    const elsewhere = stats.sharedWorkerErrors + stats.internalErrors - inFiles + neverRun
    return { files: Object.fromEntries(files), elsewhere }
  }

  #fileReport(file: string, counts: FileStats): FileReport {
    const unfinished = counts.failedTests + counts.failedHooks + counts.remainingTests + counts.passedKnownFailingTests
    const errors = counts.internalErrors + counts.uncaughtExceptions + counts.unhandledRejections
    const ended = this.#died.has(file) || counts.declaredTests === 0 ? 1 : 0
    const failures = [...(this.#failures.get(file) ?? []), ...this.#openOf(file)]
    return {
      passed: counts.passedTests,
      failed: unfinished + errors + ended,
      skipped: counts.skippedTests + counts.todoTests + counts.declaredTests - counts.selectedTests,
      failures: failures.length === 0 && counts.declaredTests === 0 ? ['no tests'] : failures,
    }
  }

  #openOf(file: string): Set<string> {
    const open = this.#open.get(file) ?? new Set()
    this.#open.set(file, open)
    return open
  }

  #fail(file: string, failure: string): void {
    this.#failures.set(file, [...(this.#failures.get(file) ?? []), failure])
  }
}

/** What to call a failure: the title of its test, or what happened outside of tests. */
function failureOf(event: Event): string | undefined {
  if (event.type === 'test-failed') return event.title
  if (event.type === 'test-passed' && event.knownFailing) return event.title
  return OUTSIDE_OF_TESTS[event.type]
}

/** It has a file too, though ava's types know none. */
const DEATH = 'worker-failed'

/** Events that ava counts against a run, also those that its types leave out. */
const OUTSIDE_OF_TESTS: Readonly<Record<string, string>> = {
  'hook-failed': 'a hook failed',
  'internal-error': 'an internal error of the test runner',
  'process-exit': 'the process left before its tests had ended',
  'uncaught-exception': 'an uncaught exception',
  'unhandled-rejection': 'an unhandled rejection',
  [DEATH]: 'the process died',
}
