import type { IRegularForbiddenRuleType as Rule } from 'dependency-cruiser'
import { IMPORT_TABLE, PACKAGE_TABLE, PURE_SUBFOLDERS, VARIANT_FOLDERS } from './import-table.ts'

/** The import table as rules of dependency-cruiser. Paths are relative to the folder that holds `src`. */
export function boundaryRules(): Rule[] {
  return [
    forbid('no-cycle', {}, { circular: true }),
    forbid('resolves', {}, { couldNotResolve: true, pathNot: knownPackages() }),
    forbid('nobody-imports-cli', { pathNot: '^src/cli/' }, { path: '^src/cli/' }),
    forbid('src-only', { path: '^src/' }, { path: '^(?!src/|node_modules/)[^/]+/', dependencyTypes: ['local'] }),
    ...Object.entries(IMPORT_TABLE).flatMap(([folder, allowed]) => folderRule(folder, allowed)),
    ...Object.entries(PURE_SUBFOLDERS).flatMap(([folder, allowed]) => folderRule(folder, allowed)),
    ...VARIANT_FOLDERS.map(variantRule),
    ...Object.entries(PACKAGE_TABLE).map(packageRule),
    forbid('unknown-package', { path: '^src/' }, { path: '^node_modules/', pathNot: knownPackages() }),
  ]
}

function folderRule(folder: string, allowed: readonly string[] | 'everything'): Rule[] {
  if (allowed === 'everything') return []
  const seen = [folder, ...allowed].join('|')
  return [
    forbid(`imports-of-${folder}`, { path: `^src/${folder}/` }, { path: '^src/', pathNot: `^src/(${seen})(/|$)` }),
  ]
}

function variantRule(folder: string): Rule {
  const variant = `^src/${folder}/([^/]+)/`
  return forbid(`variants-of-${folder}`, { path: variant }, { path: variant, pathNot: `^src/${folder}/(common|$1)/` })
}

function packageRule([name, folders]: readonly [string, readonly string[]]): Rule {
  const outside = { path: '^src/', pathNot: `^src/(${folders.join('|')})/` }
  return forbid(`package-${name}`, outside, { path: packagePattern(name) })
}

function knownPackages(): string[] {
  return Object.keys(PACKAGE_TABLE).map(packagePattern)
}

/** Matches a package that is installed (a path) and one that is not (its bare name). */
function packagePattern(name: string): string {
  const end = name.endsWith('/') ? '' : '(/|$)'
  return `^(node_modules/|node_modules/@types/|)${name}${end}`
}

function forbid(name: string, from: Rule['from'], to: Rule['to']): Rule {
  return { name, severity: 'error', from, to }
}
