import { visit, type Document as YamlDocument, type ErrorCode, type YAMLError } from 'yaml'
import { diagnose, type Diagnostic, type DiagnosticCode } from '../../model/diagnostic.ts'
import type { Source } from '../hcl/source.ts'
import * as codes from './diagnostics.ts'

/** The library's errors in our words, one for each mistake: what follows from an earlier one is left out. */
export function describeErrors(documents: readonly YamlDocument.Parsed[], source: Source): readonly Diagnostic[] {
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings])
  const primary: YAMLError[] = []
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const previous = primary.at(-1)
    if (previous !== undefined && followsFrom(error, previous, source)) continue
    primary.push(error)
    if (endsTheStream(error)) break
  }
  return primary.map((error) => describe(error, { documents, errors, source }))
}

const STRUCTURE: ReadonlySet<ErrorCode> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
  'TAB_AS_INDENT',
  'MISSING_CHAR',
  'UNEXPECTED_TOKEN',
])

const INDENTATION: ReadonlySet<ErrorCode> = new Set(['BAD_INDENT', 'MULTILINE_IMPLICIT_KEY', 'TAB_AS_INDENT'])

/** A second error on a line, or one of the indentation right below, has the same cause. */
function followsFrom(error: YAMLError, previous: YAMLError, source: Source): boolean {
  const distance = source.position(error.pos[0]).line - source.position(previous.pos[0]).line
  if (distance === 0) return true
  return INDENTATION.has(error.code) && STRUCTURE.has(previous.code) && distance <= 2
}

/** After this error the library's result is meaningless. */
function endsTheStream(error: YAMLError): boolean {
  return error.code === 'UNEXPECTED_TOKEN' && / at node end| in YAML stream/.test(error.message)
}

function describe(error: YAMLError, found: Found): Diagnostic {
  const { errors, source } = found
  const [start, end] = placeOf(error, found)
  const overhang = errors.find((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === start)
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && overhang !== undefined) return describeOverhang(overhang, source)
  const { code, detail } = wordsFor(error, lineOf(source.text, start))
  return diagnose(code, { detail, range: source.range(start, Math.min(Math.max(end, start + 1), source.text.length)) })
}

interface Found {
  readonly documents: readonly YamlDocument.Parsed[]
  readonly errors: readonly YAMLError[]
  readonly source: Source
}

/** A quote that is never closed is reported where it opens, not at the end of the file. */
function placeOf(error: YAMLError, { documents, source }: Found): readonly [number, number] {
  if (error.code === 'BAD_INDENT') return firstWord(error.pos[0], source.text)
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return error.pos
  let place: readonly [number, number] = error.pos
  for (const document of documents) {
    visit(document, {
      Scalar: (_key, { type, range }) => {
        const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
        if (quoted && range !== undefined && range !== null && range[0] < error.pos[0]) place = [range[0], range[0] + 1]
      },
    })
  }
  return place
}

function firstWord(offset: number, text: string): readonly [number, number] {
  const [, blanks = '', word = ''] = /^([ \t]*)([^\s:]*)/.exec(text.slice(offset, offset + 200)) ?? []
  return [offset + blanks.length, offset + blanks.length + word.length]
}

/** A key that is indented so far that it reads like more of the value above it. */
function describeOverhang({ pos: [, end] }: YAMLError, source: Source): Diagnostic {
  const line = source.text.lastIndexOf('\n', end - 1) + 1
  const start = line + source.text.slice(line, end).search(/\S|$/)
  const detail =
    'This line is indented so far that it reads like more of the value above it. Line it up with the key above, or remove the value of that key if this line belongs below it.'
  return diagnose(codes.YAML_INDENTATION, { detail, range: source.range(start, end) })
}

interface Words {
  readonly code: DiagnosticCode
  readonly detail: string
}

function wordsFor(error: YAMLError, line: string): Words {
  if (hasBareTemplate(line) && STRUCTURE.has(error.code)) {
    const detail =
      'YAML splits the template on this line, because "{", "}", quotes or a colon have a meaning in YAML. Put the whole value in quotes.'
    return { code: codes.UNQUOTED_TEMPLATE, detail }
  }
  return KNOWN.get(error.code)?.(error) ?? { code: codes.YAML_SYNTAX, detail: sentence(error.message) }
}

const KNOWN: ReadonlyMap<ErrorCode, (error: YAMLError) => Words> = new Map<ErrorCode, (error: YAMLError) => Words>([
  ['TAB_AS_INDENT', () => ({ code: codes.YAML_TAB, detail: 'This line is indented with a tab. Use spaces.' })],
  [
    'BAD_INDENT',
    (error) => ({
      code: codes.YAML_INDENTATION,
      detail: error.message.startsWith('Flow')
        ? 'A list or map in brackets is still open above this line. Add the closing bracket, or indent the line further than the key it belongs to.'
        : 'This line begins at a different column than its neighbors. The keys of a map, and the elements of a list, all begin at the same column.',
    }),
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    () => ({
      code: codes.NESTED_MAPPING,
      detail:
        'This value looks like a key with its own value. If it is text, put it in quotes; if it is a map, begin it on the next line.',
    }),
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    () => ({
      code: codes.YAML_SYNTAX,
      detail: 'A key must be on one line, followed by a colon. Perhaps the colon is missing after this word.',
    }),
  ],
  [
    'BAD_DQ_ESCAPE',
    (error) => ({
      code: codes.INVALID_YAML_ESCAPE,
      detail: `${sentence(error.message)} Use single quotes, where backslashes are literal, or write two of them.`,
    }),
  ],
  [
    'TAG_RESOLVE_FAILED',
    () => ({ code: codes.UNKNOWN_TAG, detail: 'strmctl does not know this tag. Remove it, or use a template.' }),
  ],
  ['MISSING_CHAR', describeMissing],
])

function describeMissing(error: YAMLError): Words {
  if (!error.message.includes('quote')) return { code: codes.YAML_SYNTAX, detail: sentence(error.message) }
  const detail = 'The quote that opens here is never closed. Add the closing quote where the text ends.'
  return { code: codes.UNCLOSED_QUOTE, detail }
}

/** A template outside quotes, as far as one line shows. */
function hasBareTemplate(line: string): boolean {
  return /(?:^|[\s,[{:])(?!["'])[^\s"',]*[$%]\{/.test(line)
}

function sentence(message: string): string {
  return `${message.replace(/\.$/, '')}.`
}

function lineOf(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? text.length : end)
}
