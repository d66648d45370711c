import { readdirSync } from 'node:fs'
import test from 'ava'
import type { FunctionDeclaration } from '../../../src/desired/evaluate/function-declaration.ts'
import { FUNCTIONS } from '../../../src/desired/functions/functions.ts'

const FOLDER = new URL('../../../src/desired/functions/', import.meta.url)

test('FUNCTIONS holds every function of every family once', async (t) => {
  const modules = readdirSync(FOLDER).map((name): Promise<object> => import(new URL(name, FOLDER).href))
  const families = (await Promise.all(modules)).flatMap((module): unknown[] => Object.values(module)).filter(isFamily)
  t.true(families.length > 3)
  t.deepEqual([...FUNCTIONS.values()].toSorted(byName), families.flat().toSorted(byName))
})

function isFamily(exported: unknown): exported is readonly FunctionDeclaration[] {
  return Array.isArray(exported)
}

function byName(a: FunctionDeclaration, b: FunctionDeclaration): number {
  return a.name < b.name ? -1 : 1
}

test('every function has a doc of whole sentences and names its parameters', (t) => {
  for (const { name, doc, parameters, rest } of FUNCTIONS.values()) {
    t.regex(doc, /^[A-Z].*\.$/s, name)
    const names = [...parameters, ...(rest === undefined ? [] : [rest])].map((parameter) => parameter.name)
    t.is(new Set(names).size, names.length, name)
    const required = parameters.map((parameter) => !parameter.optional)
    t.deepEqual(
      required,
      required.toSorted((a, b) => Number(b) - Number(a)),
      name,
    )
  }
})
