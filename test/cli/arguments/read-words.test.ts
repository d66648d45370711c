import test from 'ava'
import { readWords } from '../../../src/cli/arguments/read-words.ts'
import { GLOBAL_OPTIONS } from '../../../src/cli/arguments/shared-options.ts'
import { COMMANDS } from '../../../src/cli/commands/catalogue.ts'
import { fc } from '../../tooling/properties.ts'
import { yargsWords } from './yargs-words.ts'

/** Not among them is what yargs does in its own way: `-Cx` and `-rojson`, words after `--`, and `-`. */
const WORDS = [
  '-C',
  '--chdir=x',
  '--json',
  '--no-json',
  '--json=false',
  '--input',
  '--no-input',
  '--var',
  '--var=a=b=c',
  '-r',
  '-ro',
  '-o',
  '-o=json',
  '-5',
  '',
  'a=b',
  'x y',
  '7',
]

for (const command of COMMANDS) {
  const options = { ...GLOBAL_OPTIONS, ...command.options }
  const long = Object.keys(options).map((name) => `--${name}`)
  const known = [...long, ...WORDS.filter((word) => isKnown(word, options))]

  test(`readWords() reads the words of "${command.name}" as yargs does`, async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...known), { maxLength: 6 }), async (rest) => {
        const words = [command.name, ...rest]
        const ours = readWords(words, command, options)
        const theirs = await yargsWords(words, command, options)
        t.is(ours.outcome, theirs.outcome, `${JSON.stringify(rest)}: ${JSON.stringify([ours, theirs])}`)
        if (ours.outcome === 'wrong' || theirs.outcome === 'wrong') return
        for (const name of [...Object.keys(options), ...Object.keys(command.positionals ?? {})])
          t.deepEqual(ours.value.get(name), theirs.value.get(name), `${name} of ${JSON.stringify(rest)}`)
      }),
    )
  })
}

test('readWords() takes what follows "--" as it is, and a value that is joined to its letter', (t) => {
  const list = COMMANDS.find(({ name }) => name === 'list')
  if (list === undefined) return t.fail()
  const read = readWords(['list', '-Cx', '--', '--json'], list, { ...GLOBAL_OPTIONS, ...list.options })
  t.deepEqual(read.outcome === 'read' ? [...read.value] : read.detail, [
    ['chdir', ['x']],
    ['kind', ['--json']],
  ])
})

/** What the parser refuses before it reads words is not given to it. */
function isKnown(word: string, options: object): boolean {
  const name = /^--(?:no-)?([a-z-]+)/.exec(word)?.[1]
  if (name !== undefined) return Object.hasOwn(options, name)
  const letters = /^-([A-Za-z]+)/.exec(word)?.[1]
  const aliases = Object.values(options as { [name: string]: { readonly alias?: string } }).map(({ alias }) => alias)
  return letters === undefined || aliases.includes(letters[0])
}
