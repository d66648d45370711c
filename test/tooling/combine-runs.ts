import type { FileReport, RunReport } from './run-report.ts'

/** What all runs together came to. It is good when `failed` is 0 and, where skips are forbidden, `skipped` is 0 too. */
export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** `FILE, TITLE` of what failed and passed when its file ran once more, alone. */
  readonly flaky: readonly string[]
}

/** The files to run once more, in the order of their names. */
export function failedFiles({ files }: RunReport): readonly string[] {
  const failed = Object.entries(files).filter(([, report]) => report.failed > 0)
  return failed.map(([file]) => file).toSorted()
}

/** A file that ran again counts as it did then; one whose second run left no report counts as it did first. */
export function combineRuns(
  first: RunReport,
  again: ReadonlyMap<string, RunReport | undefined>,
  nameOf: (file: string) => string,
): TestCounts {
  const files = Object.entries(first.files).map(([file, before]) => {
    const after = again.get(file)?.files[file] ?? before
    const recovered = before.failed > 0 && after.failed === 0
    return { after, flaky: recovered ? before.failures.map((title) => `${nameOf(file)}, ${title}`) : [] }
  })
  const total = (count: (report: FileReport) => number): number =>
    files.reduce((sum, { after }) => sum + count(after), 0)
  const elsewhere = [first, ...again.values()].reduce((sum, report) => sum + (report?.elsewhere ?? 0), 0)
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed) + elsewhere,
    skipped: total(({ skipped }) => skipped),
    flaky: files.flatMap(({ flaky }) => flaky),
  }
}
