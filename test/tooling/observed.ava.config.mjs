import { createRequire } from 'node:module'
import { observeRun } from './observe-run.ts'

const { ava } = createRequire(import.meta.url)('../../package.json')

/** The settings of package.json, and a report of the run for run-tests.ts. */
export default { ...ava, nonSemVerExperiments: { observeRunsFromConfig: true }, observeRun }
