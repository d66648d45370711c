import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** Folders of the packages that have code in the output, as `node_modules/...`, sorted. */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] {
  const modules = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  )
  const folders = modules.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [])
  return [...new Set(folders)].toSorted()
}

/** The notices that must travel with the code of `packages`: each licence text once, with the packages that it covers. */
export async function thirdPartyNotices(directory: string, packages: readonly string[]): Promise<string> {
  const covered = new Map<string, string[]>()
  for (const folder of packages) {
    const { title, text } = await licenceOf(join(directory, folder), join(directory, 'LICENSE'))
    covered.set(text, [...(covered.get(text) ?? []), title])
  }
  const sections = [...covered].map(([text, titles]) => `${[...new Set(titles)].join('\n')}\n\n${text}`)
  return ['Strmctl contains code of these packages.', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`).concat('\n')
}

interface Licence {
  /** Name, version and SPDX expression. */
  readonly title: string
  readonly text: string
}

/** Rejects where a package has no licence text of its own, unless its licence is ours: then our text is its text. */
async function licenceOf(folder: string, ours: string): Promise<Licence> {
  const { name, version, license } = await readManifest(folder)
  const title = `${name} ${version} (${license})`
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).toSorted()
  if (files.length === 0 && license !== 'Apache-2.0') throw new Error(`${title} comes without its licence text`)
  const paths = files.length === 0 ? [ours] : files.map((file) => join(folder, file))
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return { title, text: texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n') }
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
}
