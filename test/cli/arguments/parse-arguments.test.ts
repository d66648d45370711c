import test from 'ava'
import { COMMANDS, GLOBAL_OPTIONS } from '../../../src/cli/commands/specs.ts'
import { parseArguments } from '../../../src/cli/arguments/parse-arguments.ts'
import { renderCommandHelp, renderOverview } from '../../../src/cli/arguments/render-help.ts'

const parse = (line: string) => parseArguments(line.split(' '), COMMANDS, GLOBAL_OPTIONS)

const runs = test.macro({
  exec: async (t, line: string, expected: { readonly [name: string]: unknown }) => {
    const parsed = await parse(line)
    if (parsed.asks !== 'run') return t.fail(JSON.stringify(parsed))
    t.like(parsed.args, expected)
  },
  title: (_, line: string) => `parseArguments() reads "${line}"`,
})

test(runs, 'plan --detailed-exitcode --var a=b --var c=d', { 'detailed-exitcode': true, var: ['a=b', 'c=d'] })
test(runs, 'apply -auto-approve -var a=b', { 'auto-approve': true, var: ['a=b'] })
test(runs, 'apply --no-input', { input: false })
test(runs, 'apply -lock-timeout=2m', { 'lock-timeout': '2m' })
test(runs, '-C somewhere list data-connectors -o json -r', {
  chdir: 'somewhere',
  kind: 'data-connectors',
  output: 'json',
  recursive: true,
})
test(runs, 'delete batch-exporter one two', { kind: 'batch-exporter', name: ['one', 'two'] })
test(runs, 'up --exporter one --exporter two --once', { exporter: ['one', 'two'], once: true })
test(runs, 'apply --parallelism 3 --parallelism 4', { parallelism: 4 })
test(runs, 'verify', { exporter: [] })
test(runs, 'simulate random-events demo --count 10 --seed 7', { stream: 'demo', count: 10, seed: '7' })

const refuses = test.macro({
  exec: async (t, line: string, words: RegExp) => {
    const parsed = await parse(line)
    t.is(parsed.asks, 'nonsense')
    if (parsed.asks === 'nonsense') t.regex(parsed.diagnostic.detail, words)
  },
  title: (_, line: string) => `parseArguments() refuses "${line}"`,
})

test(refuses, 'plam', /no command "plam"\. Did you mean "plan"\?/)
test(refuses, 'wibble', /--help/)
test(refuses, 'apply --auto-aprove', /no option "--auto-aprove"\. Did you mean "--auto-approve"\?/)
test(refuses, 'plan --detailed-exit-code', /Did you mean "--detailed-exitcode"\?/)
test(
  refuses,
  'list buckets',
  /"kind" is one of "data-connectors", "batch-exporters", "streams", not "buckets"\. "strmctl/,
)
test(
  refuses,
  'get data-connectors lake',
  /not "data-connectors"\. Did you mean "data-connector"\? "strmctl get --help"/,
)
test(refuses, 'apply --parallelism 0', /"--parallelism" needs a whole number of at least 1/)
test(refuses, 'apply --parallelism 1.5', /"--parallelism" needs a whole number of at least 1/)
test(refuses, 'list', /kind/)
test(refuses, 'repair', /^It needs an exporter\./)
test(refuses, 'apply --parallelism many', /"--parallelism" needs a whole number/)
test(refuses, 'version extra', /Unknown/)
test(refuses, 'up --timeout', /timeout/)

const helps = test.macro({
  exec: async (t, line: string, command: string | undefined) => {
    const parsed = await parse(line)
    t.is(parsed.asks, 'help')
    if (parsed.asks === 'help') t.is(parsed.command?.name, command)
  },
  title: (_, line: string) => `parseArguments() answers "${line}" with help`,
})

test(helps, 'help plan', 'plan')
test(helps, 'plan --help', 'plan')
test(helps, 'plan -h', 'plan')
test(helps, '--json', undefined)

test('renderOverview() names every command', (t) => {
  const overview = renderOverview(COMMANDS, GLOBAL_OPTIONS)
  for (const { name, summary } of COMMANDS) t.regex(overview, new RegExp(`^  ${name} +${escape(summary)}$`, 'm'))
})

for (const command of COMMANDS) {
  test(`renderCommandHelp() tells of "${command.name}" what the parser takes`, async (t) => {
    const help = renderCommandHelp(command, GLOBAL_OPTIONS)
    for (const [name, option] of Object.entries({ ...GLOBAL_OPTIONS, ...command.options })) {
      t.true(help.includes(`--${option.type === 'boolean' && option.default === true ? 'no-' : ''}${name}`), name)
      t.true(help.includes(option.doc), name)
    }
    for (const example of command.examples) {
      const [, ...words] = example.line.split(' ')
      const parsed = await parseArguments(words, COMMANDS, GLOBAL_OPTIONS)
      t.is(parsed.asks, 'run', `${example.line}: ${JSON.stringify(parsed)}`)
    }
  })
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
