import type { Event } from 'ava/internal'
import test from 'ava'
import { RunReporter, type FileReport, type RunStats } from './run-report.ts'

type FileStats = RunStats['byFile'] extends Map<string, infer Stats> ? Stats : never

const FILE: FileStats = {
  declaredTests: 1,
  failedHooks: 0,
  failedTests: 0,
  internalErrors: 0,
  remainingTests: 0,
  passedKnownFailingTests: 0,
  passedTests: 0,
  selectedTests: 1,
  selectingLines: false,
  skippedTests: 0,
  todoTests: 0,
  uncaughtExceptions: 0,
  unhandledRejections: 0,
}

function stats(byFile: RunStats['byFile'], parts: Partial<RunStats> = {}): Event {
  const none = { declaredTests: 0, failedHooks: 0, failedTests: 0, failedWorkers: 0, finishedWorkers: 0 }
  return {
    type: 'stats',
    stats: {
      ...FILE,
      ...none,
      byFile,
      files: byFile.size,
      parallelRuns: undefined,
      sharedWorkerErrors: 0,
      timedOutTests: 0,
      timeouts: 0,
      ...parts,
    },
  }
}

const counts = test.macro({
  title: (title) => `RunReporter counts ${title ?? ''}`,
  exec: (t, file: Partial<FileStats>, expected: Partial<FileReport>) => {
    const reporter = new RunReporter()
    reporter.observe(stats(new Map([['/x.test.ts', { ...FILE, ...file }]])))
    const report = reporter.report()
    t.like(report?.files['/x.test.ts'], { passed: 0, failed: 0, skipped: 0, ...expected })
    t.is(report?.elsewhere, 0)
  },
})

test('passed tests', counts, { declaredTests: 3, selectedTests: 3, passedTests: 3 }, { passed: 3 })
test('failed tests and hooks', counts, { failedTests: 2, failedHooks: 1 }, { failed: 3 })
test('tests that never finished as failed', counts, { remainingTests: 2 }, { failed: 2 })
test('errors outside of tests', counts, { uncaughtExceptions: 1, unhandledRejections: 1 }, { failed: 2 })
test('a file without tests as failed', counts, { declaredTests: 0, selectedTests: 0 }, { failed: 1 })
test('a test marked as failing as failed', counts, { passedKnownFailingTests: 1 }, { failed: 1 })
test('skip and todo', counts, { declaredTests: 2, selectedTests: 2, skippedTests: 1, todoTests: 1 }, { skipped: 2 })
test(
  'tests left out by only',
  counts,
  { declaredTests: 5, selectedTests: 1, passedTests: 1 },
  { passed: 1, skipped: 4 },
)

test('RunReporter counts files that never ran and errors of shared workers elsewhere', (t) => {
  const reporter = new RunReporter()
  reporter.observe(stats(new Map([['/x.test.ts', FILE]]), { files: 3, sharedWorkerErrors: 1, internalErrors: 1 }))
  t.is(reporter.report()?.elsewhere, 4)
})

test('RunReporter has no report of a run without tests', (t) => {
  t.is(new RunReporter().report(), undefined)
})
