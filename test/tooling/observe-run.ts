import { writeFileSync } from 'node:fs'
import type { ObservedRun } from 'ava/internal'
import { RunReporter } from './run-report.ts'

/** Leaves the report of a run in the file that run-tests.ts asks for when the run came to its end, and nothing when it did not. */
export async function observeRun({ events }: ObservedRun): Promise<void> {
  const path = process.env['TEST_REPORT']
  const reporter = new RunReporter()
  for await (const event of events) {
    reporter.observe(event)
    const report = event.type === 'end' ? reporter.report() : undefined
    if (path !== undefined && report !== undefined) writeFileSync(path, JSON.stringify(report))
  }
}
