import { readdirSync } from 'node:fs'
import test from 'ava'
import { FUNCTIONS } from '../../../src/desired/functions/functions.ts'

const FOLDER = new URL('../../../src/desired/functions/', import.meta.url)

/** What functions are built from. */
const TOOLS = new Set([
  'compile-pattern',
  'decode-utf8',
  'define-function',
  'find-json-fault',
  'format-directive',
  'format-pieces',
  'functions',
  'graphemes',
  'parameter',
  'unify-elements',
])

test('FUNCTIONS lists every file of the folder under the name of its function', (t) => {
  const files = readdirSync(FOLDER).map((name) => name.replace(/\.ts$/, ''))
  t.deepEqual([...FUNCTIONS.keys()].toSorted(), files.filter((name) => !TOOLS.has(name)).toSorted())
})

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
