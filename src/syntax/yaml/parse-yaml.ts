import { isMap, isScalar, Lexer, parseAllDocuments, type ParsedNode, type Document as YamlDocument } from 'yaml'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block, Comment, Document } from '../document.ts'
import { createSource, type Source } from '../hcl/source.ts'
import { resolveAliases } from './aliases.ts'
import { NESTED_TOO_DEEPLY, SEVERAL_DOCUMENTS, TOP_LEVEL_SHAPE, YAML_VERSION } from './diagnostics.ts'
import { NodeReader } from './node-reader.ts'
import { readSections } from './sections.ts'
import { describeErrors } from './syntax-errors.ts'

/**
 * A configuration file in YAML 1.2 (core schema), read into the same tree as HCL: `streams: { demo: { … } }` becomes the
 * block `stream "demo" { … }`, everything below a label stays attributes. Never throws.
 */
export function parseYaml(file: string, text: string): Document {
  return parse(createSource(file, text), readSections)
}

/** A file of variable values in YAML: every top-level key is an attribute. Never throws. */
export function parseYamlValues(file: string, text: string): Document {
  return parse(createSource(file, text), (contents, reader) => reader.attributes(contents))
}

type ReadItems = (contents: ParsedNode, reader: NodeReader) => readonly (Attribute | Block)[]

function parse(source: Source, readItems: ReadItems): Document {
  const { file, text } = source
  const diagnostics: Diagnostic[] = []
  const items = readStream(source, readItems, diagnostics)
  const body = { items, range: source.range(0, text.length) }
  return { file, language: 'yaml', text, body, comments: readComments(source), diagnostics }
}

/** The library runs out of stack on thousands of open brackets: that is a mistake like any other. */
function readStream(source: Source, readItems: ReadItems, diagnostics: Diagnostic[]): Document['body']['items'] {
  try {
    const options = {
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      intAsBigInt: true,
      prettyErrors: false,
    } as const
    const documents: readonly YamlDocument.Parsed[] = [...parseAllDocuments(source.text, options)]
    diagnostics.push(...describeErrors(documents, source), ...describeStream(documents, source))
    const [document] = documents
    const found: Diagnostic[] = []
    const items = document === undefined ? [] : readDocument({ document, source, readItems }, found)
    // What is cut off by a syntax error makes no sense by itself.
    const cut = new Set(documents.flatMap(({ errors }) => errors.map(({ pos }) => source.position(pos[0]).line)))
    diagnostics.push(...found.filter(({ range }) => range === undefined || !cut.has(range.start.line)))
    return items
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const detail = 'Maps and lists are nested so deeply that the file cannot be read. Remove some levels.'
    diagnostics.push(diagnose(NESTED_TOO_DEEPLY, { detail, range: source.range(0, 0) }))
    return []
  }
}

interface Reading {
  readonly document: YamlDocument.Parsed
  readonly source: Source
  readonly readItems: ReadItems
}

function readDocument({ document, source, readItems }: Reading, diagnostics: Diagnostic[]): Document['body']['items'] {
  const contents = document.contents
  const reader = new NodeReader(source, resolveAliases(document, source, diagnostics), diagnostics)
  if (contents === null || (isScalar(contents) && contents.value === null)) return []
  if (isMap(contents)) return readItems(contents, reader)
  if (document.errors.length > 0) return []
  const detail =
    'A file consists of keys with values, such as "streams:" and below it, indented, one key for each stream.'
  diagnostics.push(diagnose(TOP_LEVEL_SHAPE, { detail, range: reader.range(contents) }))
  return []
}

function describeStream(documents: readonly YamlDocument.Parsed[], source: Source): readonly Diagnostic[] {
  const [first, second] = documents
  return [...describeVersion(first, source), ...describeSecond(first, second, source)]
}

function describeVersion(document: YamlDocument.Parsed | undefined, source: Source): readonly Diagnostic[] {
  const declared = document?.directives.yaml
  if (declared === undefined || declared.explicit !== true || declared.version === '1.2') return []
  const detail = `The file declares YAML ${declared.version}, where words such as yes and off are booleans. Remove the %YAML line: configuration is YAML 1.2.`
  const start = Math.max(0, source.text.indexOf('%YAML'))
  return [diagnose(YAML_VERSION, { detail, range: source.range(start, start + '%YAML'.length) })]
}

/** Rubbish behind a syntax error often reads like a second document. */
function describeSecond(
  first: YamlDocument.Parsed | undefined,
  second: YamlDocument.Parsed | undefined,
  source: Source,
): readonly Diagnostic[] {
  if (first === undefined || second === undefined || first.errors.length > 0) return []
  const marker = source.text.indexOf('---', first.range[1])
  const start = marker === -1 ? second.range[0] : marker
  const detail =
    'A second document begins here. Only the first one of a file is read: put the others in files of their own, or remove the "---" line.'
  return [diagnose(SEVERAL_DOCUMENTS, { detail, range: source.range(start, Math.min(start + 3, source.text.length)) })]
}

/** Marks of the lexer that stand for no text: start of a document, end of a broken flow collection, a scalar follows. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F'])
const SCALAR_FOLLOWS = '\u001F'

/** Every comment of the text, in order. */
function readComments(source: Source): readonly Comment[] {
  const comments: Comment[] = []
  let offset = 0
  let previous = ''
  for (const lexeme of new Lexer().lex(source.text)) {
    if (!MARKS.has(lexeme)) {
      if (lexeme.startsWith('#') && previous !== SCALAR_FOLLOWS) {
        comments.push({ style: 'hash', text: lexeme, range: source.range(offset, offset + lexeme.length) })
      }
      offset += lexeme.length
    }
    previous = lexeme
  }
  return comments
}
