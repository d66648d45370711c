import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ExecutionContext } from 'ava'

/**
 * Compares a text with the one kept in `file`. With UPDATE_GOLDEN=1 it writes the file instead: review its diff. Never
 * with CI set, where a golden file that is missing or differs is a failure.
 */
export async function matchesGolden(t: ExecutionContext, file: string, actual: string): Promise<void> {
  if (process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined) await rewrite(file, actual)
  const expected = await readFile(file, 'utf8').catch(() => undefined)
  if (expected === undefined) t.fail(`${file} is missing: run the test with UPDATE_GOLDEN=1 and review what it writes`)
  else
    t.is(actual, expected, `${file}: if the new text is right, run the test with UPDATE_GOLDEN=1 and review the diff`)
}

async function rewrite(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
