import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const DECISIONS = '.github/decisions'
const READ = new Set(['.ts', '.md', '.mjs', '.wat', '.yml'])
/** What programs wrote, and what tests make up. */
const PASSED_OVER = [/^test\/.*\/snapshots\//, /^test\/cited-documents\.test\.ts$/, /^test\/io\/kafka\/vectors\//]

/** A document that is named somewhere, perhaps with one of its sections. */
interface Citation {
  readonly at: string
  readonly document: string
  readonly section?: string
  readonly anchor?: string
}

test('every document that is cited is in the repository, with the section that is named', async (t) => {
  const files = await repositoryFiles()
  const documents = new Map<string, string>()
  for (const file of files.filter((name) => name.endsWith('.md'))) documents.set(file, await textOf(file))
  const citations = (await Promise.all(files.map(citationsIn))).flat()
  t.true(citations.length > 50, 'citations are found')
  t.deepEqual(
    citations.flatMap((citation) => faultOf(citation, documents)),
    [],
  )
})

test('every rule that is cited by its number is in PROTOCOL.md', async (t) => {
  const rules = new Set(
    [...section(await textOf('src/engine/PROTOCOL.md'), 'The rules').matchAll(/^(\d+)\. \*\*/gm)].map(
      ([, number]) => number,
    ),
  )
  t.deepEqual(
    [...rules],
    Array.from({ length: 10 }, (_, index) => String(index + 1)),
  )
  const files = (await repositoryFiles()).filter((file) => file.endsWith('.ts') && !isPassedOver(file))
  const cited = (await Promise.all(files.map(rulesIn))).flat()
  t.true(cited.length > 10, 'rules are cited')
  t.deepEqual(
    cited.filter(({ number }) => !rules.has(number)),
    [],
  )
})

const finds = test.macro({
  title: (_, text: string) => `a citation that is wrong is found: ${text}`,
  exec: (t, text: string, isRight: boolean) => {
    const documents = new Map([['src/engine/A.md', '# A\n\n## What it is\n\ntext\n']])
    const faults = citationsOf('src/engine/run/x.ts', `/** ${text} */`).flatMap((each) => faultOf(each, documents))
    t.is(faults.length, isRight ? 0 : 1, faults.join())
  },
})

test(finds, 'see engine/A.md', true)
test(finds, 'see engine/A.md, "What it is"', true)
test(finds, 'see engine/A.md "What it is"', true)
test(finds, 'see [A](../A.md#what-it-is)', true)
test(finds, 'see https://example.com/B.md', true)
test(finds, 'see engine/B.md', false)
test(finds, 'see design/A.md', false)
test(finds, 'see engine/A.md, "What it was"', false)
test(finds, 'see [A](../A.md#what-it-was)', false)
test(finds, 'decision 9999', false)

async function repositoryFiles(): Promise<readonly string[]> {
  const folders = await Promise.all(['src', 'test', '.github'].map(filesBelow))
  return [...folders.flat(), 'README.md'].toSorted()
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile() && READ.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(REPOSITORY.length))
}

function textOf(file: string): Promise<string> {
  return readFile(join(REPOSITORY, file), 'utf8')
}

function isPassedOver(file: string): boolean {
  return PASSED_OVER.some((pattern) => pattern.test(file))
}

async function citationsIn(file: string): Promise<readonly Citation[]> {
  return isPassedOver(file) ? [] : citationsOf(file, await textOf(file))
}

/** Names of pages; the section follows in quotes or as an anchor. Addresses on the web, and paths of which only a part is written, are none. */
const PAGE = /(?<![\w/.:$}-])((?:[\w.-]+\/)*[\w-]+\.md)\b(?:#([\w-]+))?(?:,? "([^"\n]+)")?/g
const DECISION = /\bdecision (\d{4})\b/g

function citationsOf(file: string, text: string): readonly Citation[] {
  const isCode = !file.endsWith('.md')
  const plain = text.replaceAll(/https?:\/\/\S+/g, '').replaceAll(/^(\s*)(?: \*|\/\/|;;)(?= )/gm, '$1')
  const read = isCode && file.endsWith('.ts') ? comments(text) : plain
  const pages = [...read.matchAll(PAGE)].map(([, document = '', anchor, named]) => ({
    at: file,
    document,
    ...(anchor === undefined ? {} : { anchor }),
    ...(named === undefined ? {} : { section: named }),
  }))
  const decisions = [...read.matchAll(DECISION)].map(([, number]) => ({
    at: file,
    document: `${DECISIONS}/${number}-`,
  }))
  return [...pages, ...decisions]
}

/** Only what stands in comments: elsewhere a name of a page is a value. */
function comments(text: string): string {
  const found = text.match(/\/\*\*?[\s\S]*?\*\/|\/\/ .*$/gm) ?? []
  return found
    .join('\n')
    .replaceAll(/https?:\/\/\S+/g, '')
    .replaceAll(/\n\s*\* /g, ' ')
}

function faultOf(
  { at, document, section: named, anchor }: Citation,
  documents: ReadonlyMap<string, string>,
): readonly string[] {
  const places = [join(dirname(at), document), document, join('src', document), join(DECISIONS, document)].map(
    normalize,
  )
  const isCited = (each: string) =>
    places.some((place) => each === place || (place.endsWith('-') && each.startsWith(place))) ||
    (!document.includes('/') && document !== 'README.md' && basename(each) === document)
  const found = [...documents.keys()].find(isCited)
  if (found === undefined) return [`${at} cites ${document}, which is not there`]
  const headings = [...(documents.get(found) ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  const paragraphs = [...(documents.get(found) ?? '').matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, first = '']) => first)
  if (named !== undefined && ![...headings, ...paragraphs].includes(named))
    return [`${at} cites "${named}" of ${document}, which is not there`]
  if (anchor !== undefined && !headings.map(anchorOf).includes(anchor))
    return [`${at} cites ${document}#${anchor}, which is not there`]
  return []
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-')
}

function section(text: string, heading: string): string {
  const from = text.indexOf(`\n## ${heading}\n`)
  const to = text.indexOf('\n## ', from + 1)
  return text.slice(from, to === -1 ? undefined : to)
}

async function rulesIn(file: string): Promise<readonly { readonly at: string; readonly number: string }[]> {
  const found = [...(await textOf(file)).matchAll(/\brules? (\d+)(?:(?: to |, | and )(\d+))?\b/g)]
  return found.flatMap(([, first, last]) =>
    [first, last].filter((number) => number !== undefined).map((number) => ({ at: file, number })),
  )
}
