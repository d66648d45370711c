import { execFile } from 'node:child_process'
import { copyFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import { syntheticSource } from './tooling/synthetic-source.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Folder of src, a line with a mistake, and the rule that must say so. */
const FAULTS: readonly (readonly [file: string, code: string, rule: string])[] = [
  ['lib/reads', `import { readFileSync } from 'node:fs'\nexport { readFileSync }`, 'eslint(no-restricted-imports)'],
  ['model/chance', `import { randomUUID } from 'node:crypto'\nexport { randomUUID }`, 'eslint(no-restricted-imports)'],
  ['syntax/environment', 'export const x = process.env', 'eslint(no-restricted-globals)'],
  ['desired/time', 'export const x = Date.now()', 'eslint(no-restricted-properties)'],
  ['graph/chance', 'export const x = Math.random()', 'eslint(no-restricted-properties)'],
  ['plan/id', 'export const x = crypto.randomUUID()', 'eslint(no-restricted-globals)'],
  ['engine/decide/wait', 'export const x = () => setTimeout(() => undefined, 1)', 'eslint(no-restricted-globals)'],
  ['engine/time', 'export const x = () => Date.now()', 'eslint(no-restricted-properties)'],
  ['state/print', 'export const x = process.stdout', 'eslint(no-restricted-properties)'],
  ['cli/commands/print', `export const x = () => console.log('x')`, 'eslint(no-console)'],
  ['apply/float', 'export function x(): void {\n  Promise.resolve(1)\n}', 'typescript(no-floating-promises)'],
  [
    'audit/switch',
    `export function x(tag: 'a' | 'b'): void {\n  switch (tag) {\n    case 'a':\n      return\n  }\n}`,
    'typescript(switch-exhaustiveness-check)',
  ],
  ['streams/throw', `export function x(): never {\n  throw 'x'\n}`, 'typescript(only-throw-error)'],
  ['io/any', 'export const x = (y: any): unknown => y', 'typescript(no-explicit-any)'],
  ['io/bang', 'export const x = (y: string | undefined): string => y!', 'typescript(no-non-null-assertion)'],
  ['io/as', 'export const x = (y: unknown): string => y as string', 'typescript(no-unsafe-type-assertion)'],
  ['io/parse', `export const x = (): string => JSON.parse('1')`, 'typescript(no-unsafe-return)'],
  ['io/type', `import { Other } from './other.ts'\nexport type X = Other`, 'typescript(consistent-type-imports)'],
  ['io/default', 'export default 1', 'import(no-default-export)'],
  ['io/long', `export const x = 1\n${'// line\n'.repeat(250)}`, 'eslint(max-lines)'],
  ['io/params', 'export const x = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d]', 'eslint(max-params)'],
]

/** What looks like a fault and is none. */
const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['cli/views/print', `export const x = () => console.log(process.stdout.isTTY)`],
  ['cli/clock', 'export const now = () => Date.now()'],
  ['lib/hash', `import { createHash } from 'node:crypto'\nexport { createHash }`],
  ['resources/stream/index', 'export default 1'],
  ['io/other', 'export type Other = 1'],
]

test('lint finds each planted fault and nothing else', async (t) => {
  const files = [...FAULTS, ...ALLOWED].map(([file, code]) => [`src/${file}.ts`, `${code}\n`] as const)
  const found = await lint(Object.fromEntries(files))
  for (const [file, , rule] of FAULTS) t.true(found.includes(`src/${file}.ts: ${rule}`), `${file}: ${rule}`)
  const faulty = FAULTS.map(([file]) => `src/${file}.ts`)
  const rest = found.filter((finding) => !faulty.some((file) => finding.startsWith(`${file}: `)))
  t.deepEqual(rest, [])
})

test('lint finds a test that is left out', async (t) => {
  const file = `import test from 'ava'\ntest.skip('x', (t) => {\n  t.pass()\n})\n`
  t.deepEqual(await lint({ 'test/x.test.ts': file }), ['test/x.test.ts: eslint(no-restricted-properties)'])
})

/** `file: rule` for each finding of oxlint under the repository's settings. */
async function lint(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const source = await syntheticSource(files)
  try {
    await copyFile(join(repository, '.oxlintrc.json'), join(source.directory, '.oxlintrc.json'))
    await copyFile(join(repository, 'tsconfig.json'), join(source.directory, 'tsconfig.json'))
    await symlink(join(repository, 'node_modules'), join(source.directory, 'node_modules'))
    const folders = new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))
    return findings(await output(source.directory, [...folders]))
  } finally {
    await source.remove()
  }
}

/** oxlint leaves with 1 when it found something: its output counts, whatever the exit code. */
async function output(directory: string, folders: readonly string[]): Promise<string> {
  const oxlint = join(repository, 'node_modules/.bin/oxlint')
  try {
    return (await run(oxlint, ['--type-aware', '--format=json', ...folders], { cwd: directory })).stdout
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout
    throw error
  }
}

function findings(json: string): readonly string[] {
  const { diagnostics } = JSON.parse(json) as { diagnostics: { code: string; filename: string }[] }
  return diagnostics.map(({ filename, code }) => `${filename}: ${code}`)
}
