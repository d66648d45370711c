import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import ts from 'typescript'
import { sourceFiles } from './tooling/source-files.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

/** The folders that get their time from an injected Clock. What else is impure is a lint rule (.oxlintrc.json). */
const CLOCKED = /^src\/(lib|model|syntax|desired|graph|plan|engine|state|streams|connectors|resources|apply|audit)\//

test('no folder that gets a Clock makes a Date of the present', async (t) => {
  const files = (await sourceFiles(repository)).filter((file) => CLOCKED.test(file))
  t.true(files.length > 0)
  const sources = files.map(async (file) => presentDates(file, await readFile(join(repository, file), 'utf8')))
  t.deepEqual((await Promise.all(sources)).flat(), [])
})

test('presentDates() finds the present in both spellings and lets other dates pass', (t) => {
  const text = 'const a = new Date()\nconst b = Date()\nconst c = new Date(0)\nconst d = new Date\nconst e: Date = c\n'
  t.deepEqual(presentDates('x.ts', text), ['x.ts:1', 'x.ts:2', 'x.ts:4'])
})

function presentDates(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (isPresentDate(node))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isPresentDate(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false
  const { expression } = node
  if (!ts.isIdentifier(expression) || expression.text !== 'Date') return false
  return ts.isCallExpression(node) || (node.arguments?.length ?? 0) === 0
}
