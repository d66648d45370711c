import { fileURLToPath } from 'node:url'
import test from 'ava'
import { cruise } from 'dependency-cruiser'
import { boundaryRules } from './tooling/boundary-rules.ts'
import { IMPORT_TABLE } from './tooling/import-table.ts'
import { sourceFiles } from './tooling/source-files.ts'
import { syntheticSource } from './tooling/synthetic-source.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

type Files = Readonly<Record<string, string>>

interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

interface Cruise {
  readonly modules: readonly string[]
  readonly violations: readonly Violation[]
}

test.serial('src keeps to the import table, without a cycle', async (t) => {
  const { modules, violations } = await cruiseSource(repository)
  t.deepEqual(violations, [])
  t.deepEqual(modules, await sourceFiles(repository), 'the modules cruised are the files of src')
})

test.serial('every file of src stands in a folder of the import table', async (t) => {
  const folders = Object.keys(IMPORT_TABLE)
  const strays = (await sourceFiles(repository)).filter((file) => !folders.includes(file.split('/')[1] ?? ''))
  t.deepEqual(strays, [])
})

test.serial('the rules let through everything that the import table allows', async (t) => {
  const { modules, violations } = await cruiseFiles(allowedTree())
  t.deepEqual(violations, [])
  t.deepEqual(modules, Object.keys(allowedTree()).toSorted())
})

test.serial('the rules find every import that the import table forbids', async (t) => {
  const faults = forbiddenImports()
  const files = faults.map(({ from, to }) => [from, importing(`../${to}/${to}.ts`)] as const)
  const { violations } = await cruiseFiles({ ...allowedTree(), ...Object.fromEntries(files) })
  const found = violations.filter(({ rule }) => rule.startsWith('imports-of-')).map(({ from }) => from)
  t.deepEqual(found.toSorted(), faults.map(({ from }) => from).toSorted())
})

const finds = test.macro({
  title: (_, rule: string, files: Files) => `a planted fault is found as ${rule}: ${Object.keys(files)[0] ?? ''}`,
  exec: async (t, rule: string, files: Files) => {
    const { violations } = await cruiseFiles(files)
    t.deepEqual([...new Set(violations.map((violation) => violation.rule))], [rule])
  },
})

test.serial(finds, 'imports-of-engine/decide', {
  'src/engine/decide/reach.ts': importing('../loop.ts'),
  'src/engine/loop.ts': empty(),
})
test.serial(finds, 'nobody-imports-cli', { 'src/cli/bin.ts': empty(), 'src/index.ts': importing('./cli/bin.ts') })
test.serial(finds, 'no-cycle', { 'src/lib/one.ts': importing('./two.ts'), 'src/lib/two.ts': importing('./one.ts') })
test.serial(finds, 'resolves', { 'src/lib/missing.ts': importing('./nowhere.ts') })
test.serial(finds, 'resolves', { 'src/cli/stranger.ts': importing('left-pad') })
test.serial(finds, 'src-only', { 'src/cli/helper.ts': importing('../../test/help.ts'), 'test/help.ts': empty() })
test.serial(finds, 'variants-of-connectors', {
  'src/connectors/a/twin.ts': importing('../b/b.ts'),
  'src/connectors/b/b.ts': empty(),
})
test.serial(finds, 'variants-of-streams', {
  'src/streams/a/twin.ts': importing('../b/b.ts'),
  'src/streams/b/b.ts': empty(),
})
test.serial(finds, 'variants-of-state/stores', {
  'src/state/stores/a/twin.ts': importing('../b/b.ts'),
  'src/state/stores/b/b.ts': empty(),
})
test.serial(finds, 'unknown-package', {
  'src/cli/stranger.ts': importing('left-pad'),
  'node_modules/left-pad/package.json': '{ "name": "left-pad", "main": "index.js" }',
  'node_modules/left-pad/index.js': '',
})
test.serial(finds, 'package-yaml', {
  'src/desired/read.ts': importing('yaml'),
  'node_modules/yaml/package.json': '{ "name": "yaml", "main": "index.js" }',
  'node_modules/yaml/index.js': '',
})
test.serial(finds, 'package-@aws-sdk/', { 'src/connectors/s3/client.ts': importing('@aws-sdk/client-s3') })
test.serial(finds, 'package-@azure/', { 'src/cli/client.ts': importing('@azure/storage-blob') })
test.serial(finds, 'package-@google-cloud/', { 'src/state/client.ts': importing('@google-cloud/storage') })
test.serial(finds, 'package-kafkajs', {
  'src/streams/kafka/client.ts': `export const load = () => import('kafkajs')\n`,
})
test.serial(finds, 'package-@platformatic/kafka', { 'src/streams/kafka/client.ts': importing('@platformatic/kafka') })
test.serial(finds, 'package-chalk', { 'src/plan/colour.ts': importing('chalk') })
test.serial(finds, 'package-lowdb', { 'src/engine/store.ts': importing('lowdb/node') })

/** One file for each folder that imports all that its row allows, and an SDK where one may be. */
function allowedTree(): Files {
  const files = Object.entries(IMPORT_TABLE).map(([folder, allowed]) => {
    const others = allowed === 'everything' ? Object.keys(IMPORT_TABLE).filter((other) => other !== folder) : allowed
    const imports = others.map((other, index) => `export { x as x${index} } from '../${other}/${other}.ts'\n`)
    return [`src/${folder}/${folder}.ts`, `${imports.join('')}${empty()}`] as const
  })
  return { ...Object.fromEntries(files), 'src/io/s3.ts': `export const load = () => import('@aws-sdk/client-s3')\n` }
}

/** One file for each pair of folders that the table keeps apart. */
function forbiddenImports(): readonly { readonly from: string; readonly to: string }[] {
  return Object.entries(IMPORT_TABLE).flatMap(([folder, allowed]) =>
    Object.keys(IMPORT_TABLE)
      .filter((other) => allowed !== 'everything' && other !== folder && !allowed.includes(other))
      .map((other) => ({ from: `src/${folder}/reaches-${other}.ts`, to: other })),
  )
}

function importing(specifier: string): string {
  return `import type { x } from '${specifier}'\nexport type y = typeof x\n`
}

function empty(): string {
  return 'export const x = 1\n'
}

async function cruiseFiles(files: Files): Promise<Cruise> {
  const source = await syntheticSource(files)
  try {
    return await cruiseSource(source.directory)
  } finally {
    await source.remove()
  }
}

async function cruiseSource(directory: string): Promise<Cruise> {
  const { output } = await cruise(['src'], {
    baseDir: directory,
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    ruleSet: { forbidden: boundaryRules() },
  })
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave a report instead of its result')
  return {
    modules: output.modules
      .map((module) => module.source)
      .filter(isSource)
      .toSorted(),
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

function isSource(path: string): boolean {
  return path.startsWith('src/') && path.endsWith('.ts')
}
