import { createRequire } from 'node:module'
import { observeRun } from './observe-run.ts'

const { ava } = createRequire(import.meta.url)('../../package.json')

/** The settings of package.json, and the counts of the run left behind for .ci/run. */
export default { ...ava, nonSemVerExperiments: { observeRunsFromConfig: true }, observeRun }
