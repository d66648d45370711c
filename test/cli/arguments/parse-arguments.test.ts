import test from 'ava'
import { parseArguments } from '../../../src/cli/arguments/parse-arguments.ts'
import { renderCommandHelp, renderOverview } from '../../../src/cli/arguments/render-help.ts'
import { GLOBAL_OPTIONS } from '../../../src/cli/arguments/shared-options.ts'
import { COMMANDS } from '../../../src/cli/commands/catalogue.ts'
import type { OptionSpec } from '../../../src/cli/arguments/declare.ts'

const parse = (line: string) => parseArguments(line.split(' '), COMMANDS)

const runs = test.macro({
  exec: async (t, line: string, expected: { readonly [name: string]: unknown }) => {
    const parsed = await parse(line)
    if (parsed.asks !== 'run') return t.fail(JSON.stringify(parsed))
    t.like({ ...parsed.globals, ...parsed.args }, expected)
  },
  title: (_, line: string) => `parseArguments() reads "${line}"`,
})

test(runs, 'plan --detailed-exitcode --var a=b --var c=d', {
  'detailed-exitcode': true,
  var: [
    { name: 'a', value: 'b' },
    { name: 'c', value: 'd' },
  ],
})
test(runs, 'apply -auto-approve -var a=b', {
  'auto-approve': true,
  var: [{ name: 'a', value: 'b' }],
})
test(runs, 'apply --no-input', { input: false })
test(runs, 'apply -lock-timeout=2m', { 'lock-timeout': 120_000 })
test(runs, '-C somewhere list data-connectors -o json -r', {
  chdir: 'somewhere',
  kind: 'data_connector',
  output: 'json',
  recursive: true,
})
test(runs, 'delete batch-exporter one two', { kind: 'batch_exporter', name: ['one', 'two'] })
test(runs, 'up --exporter one --exporter two --once', { exporter: ['one', 'two'], once: true })
test(runs, 'apply --parallelism 3 --parallelism 4', { parallelism: 4 })
test(runs, 'apply', { 'auto-approve': false, input: true, parallelism: 10, 'lock-timeout': 0, var: [] })
test(runs, 'up --grace 1m30s --memory 64MiB', { grace: 90_000, memory: 64 << 20, workers: 1, timeout: undefined })
test(runs, 'verify', { exporter: [], content: false, from: undefined })
test(runs, 'verify lake --from 2026-03-01T12:00', {
  exporter: [{ text: 'lake' }],
  from: Date.parse('2026-03-01T12:00Z'),
})
test(runs, 'verify s3://b/p', { exporter: [{ text: 's3://b/p', url: new URL('s3://b/p') }] })
test(runs, 'repair lake --skip-to 3=81250', { 'skip-to': [{ partition: 3, offset: 81_250 }] })
test(runs, 'plan --color never --color always', { color: 'always', json: false })
test(runs, 'simulate random-events demo --purposes 0,1 --purposes 4', { purposes: [[0, 1], [4]], schema: 'random' })
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
  /"kind" is one of "streams", "data-connectors", "batch-exporters", not "buckets"\. "strmctl/,
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
test(
  refuses,
  'up --timeout 5',
  /"--timeout" needs a duration such as "90s" or "5m", not "5"\. Did you mean "5s"\? "strmctl up/,
)
test(refuses, 'up --memory lots', /"--memory" needs a size such as "128MiB", not "lots"\. "strmctl up --help"/)
test(refuses, 'up --workers 257', /"--workers" needs a whole number from 1 to 256, not "257"/)
test(refuses, 'up --lease 0s', /"--lease" needs a duration above 0/)
test(refuses, 'verify --from yesterday', /"--from" needs a time such as "2026-03-01"/)
test(refuses, 'verify http://', /"exporter" needs the name of an exporter or a URL/)
test(refuses, 'repair lake --skip-to 3', /"--skip-to" needs PARTITION=OFFSET such as "3=81250", not "3"/)
test(refuses, 'status -o jason', /"--output" is one of "table", "json", not "jason"\. Did you mean "json"\?/)
test(refuses, 'simulate random-events demo --rate 0', /"--rate" needs a number above 0/)
test(refuses, 'simulate random-events demo --count 1.5', /"--count" needs a whole number of at least 0/)
test(refuses, 'simulate random-events demo --purposes 0,x', /"--purposes" needs whole numbers/)

test('parseArguments() does not quote what may hold a secret', async (t) => {
  const parsed = await parse('plan --var hunter2')
  if (parsed.asks !== 'nonsense') return t.fail(JSON.stringify(parsed))
  t.regex(parsed.diagnostic.detail, /"--var" needs NAME=VALUE/)
  t.notRegex(parsed.diagnostic.detail, /hunter2/)
})

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

test('every default is a value that the option reads', (t) => {
  for (const { name, options } of COMMANDS)
    for (const [option, spec] of Object.entries(options))
      t.is(spec.read([], option).outcome, 'read', `${name} ${option}`)
})

for (const command of COMMANDS) {
  test(`renderCommandHelp() tells of "${command.name}" what the parser takes`, async (t) => {
    const help = renderCommandHelp(command, GLOBAL_OPTIONS)
    for (const [name, option] of Object.entries<OptionSpec>({ ...GLOBAL_OPTIONS, ...command.options })) {
      t.true(help.includes(`--${option.default === true ? 'no-' : ''}${name}`), name)
      t.true(help.includes(option.doc), name)
    }
    for (const example of command.examples) {
      const [, ...words] = example.line.split(' ')
      const parsed = await parseArguments(words, COMMANDS)
      t.is(parsed.asks, 'run', `${example.line}: ${JSON.stringify(parsed)}`)
    }
  })
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
