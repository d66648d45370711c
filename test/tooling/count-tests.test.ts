import test from 'ava'
import { countTests, type RunStats, type TestCounts } from './count-tests.ts'

const COUNTED: RunStats = {
  byFile: new Map(),
  declaredTests: 0,
  failedHooks: 0,
  failedTests: 0,
  failedWorkers: 0,
  files: 0,
  parallelRuns: undefined,
  finishedWorkers: 0,
  internalErrors: 0,
  remainingTests: 0,
  passedKnownFailingTests: 0,
  passedTests: 0,
  selectedTests: 0,
  sharedWorkerErrors: 0,
  skippedTests: 0,
  timedOutTests: 0,
  timeouts: 0,
  todoTests: 0,
  uncaughtExceptions: 0,
  unhandledRejections: 0,
}

const counts = test.macro({
  title: (title) => `countTests() counts ${title ?? ''}`,
  exec: (t, stats: Partial<RunStats>, expected: Partial<TestCounts>) => {
    t.deepEqual(countTests({ ...COUNTED, ...stats }), { passed: 0, failed: 0, skipped: 0, ...expected })
  },
})

test('passed tests', counts, { declaredTests: 3, selectedTests: 3, passedTests: 3 }, { passed: 3 })
test('failed tests and hooks', counts, { failedTests: 2, failedHooks: 1 }, { failed: 3 })
test('tests that never finished as failed', counts, { remainingTests: 2, timedOutTests: 2 }, { failed: 2 })
test('a process that died as failed', counts, { files: 1, finishedWorkers: 1, failedWorkers: 1 }, { failed: 1 })
test('files that never ran as failed', counts, { files: 3, finishedWorkers: 1 }, { failed: 2 })
test('errors outside of tests', counts, { uncaughtExceptions: 1, unhandledRejections: 1 }, { failed: 2 })
test('a test marked as failing as failed', counts, { passedKnownFailingTests: 1 }, { failed: 1 })
test('skip and todo', counts, { declaredTests: 2, selectedTests: 2, skippedTests: 1, todoTests: 1 }, { skipped: 2 })
test(
  'tests left out by only',
  counts,
  { declaredTests: 5, selectedTests: 1, passedTests: 1 },
  { passed: 1, skipped: 4 },
)
