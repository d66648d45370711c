import type { Event } from 'ava/internal'

/** ava's own running counts. */
export type RunStats = Extract<Event, { type: 'stats' }>['stats']

/** What a test run came to. The run is good when `failed` is 0 and, where skips are forbidden, `skipped` is 0 too. */
export interface TestCounts {
  readonly passed: number
  /** Failed tests and hooks, tests that never finished, and whatever else ava counts against a run. */
  readonly failed: number
  /** Tests that were declared and not run: skip, todo, or left out by `only`. */
  readonly skipped: number
}

export function countTests(stats: RunStats): TestCounts {
  const unfinished = stats.failedTests + stats.failedHooks + stats.remainingTests
  const errors = stats.internalErrors + stats.sharedWorkerErrors + stats.uncaughtExceptions + stats.unhandledRejections
  const files = Math.max(stats.failedWorkers + filesWithoutTests(stats), stats.files - stats.finishedWorkers)
  return {
    passed: stats.passedTests,
    failed: unfinished + errors + files + stats.passedKnownFailingTests,
    skipped: stats.skippedTests + stats.todoTests + stats.declaredTests - stats.selectedTests,
  }
}

function filesWithoutTests(stats: RunStats): number {
  return [...stats.byFile.values()].filter(({ declaredTests }) => declaredTests === 0).length
}
