import type { Diagnostic, DiagnosticCode, DiagnosticParts, Fix } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Body } from '../document.ts'
import { type Expression, missingAt, type MissingExpression } from '../expression.ts'
import type { Source } from './source.ts'
import type { Opener, TokenKind } from './token.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { EXPRESSION_TOO_DEEP } from './expression-codes.ts'
import { INVALID_CHARACTER, UNCLOSED_COMMENT } from './lexical-codes.ts'
import { Scanner } from './scanner.ts'

/** Nested expressions, and levels of the tree: enough for any real configuration, few enough for every recursive walk. */
const MAX_DEPTH = 200
const MAX_HEIGHT = 1000

/** What is wrong, and with which stretch of the text. */
export interface Mistake {
  readonly start: number
  readonly end: number
  readonly detail: string
  readonly fix?: Fix
}

/** The rules that rules far below them call again, handed in so that files need not import each other in circles. */
export interface Grammar {
  readonly expression: (parser: Parser) => Expression
  readonly bodyItems: (parser: Parser, enclosure: Enclosure) => Body['items']
}

/** The block whose body is being read. */
export interface Enclosure {
  readonly headerStart: number
  readonly headerEnd: number
  readonly depth: number
}

export interface ParserOptions {
  readonly grammar: Grammar
  /** Whether indentation decides where a forgotten bracket belongs. */
  readonly guided: boolean
  /** How messages call the end of the text. */
  readonly endName: string
}

/**
 * One parse in progress. After a mistake it panics: rules return at once without further diagnostics, until one that can
 * resume (an argument, an element, a template sequence) skips the broken part and ends the panic.
 */
export class Parser {
  readonly source: Source
  readonly scanner: Scanner
  readonly diagnostics: Diagnostic[] = []
  readonly guided: boolean
  readonly endName: string
  panicking = false
  /** How often it panicked. */
  failures = 0
  /** Brackets that are open around the current token, within the current argument. */
  readonly open: Opener[] = []
  /** Where the last argument or block ended, or the brace that opened the body around the current token. */
  itemEnd = 0
  /** Something was still open at the end of the text. */
  endedEarly = false
  readonly #grammar: Grammar
  #depth = 0
  #height = 0

  constructor(source: Source, options: ParserOptions) {
    this.source = source
    this.guided = options.guided
    this.endName = options.endName
    this.#grammar = options.grammar
    this.scanner = new Scanner(source, {
      strangeBlank: (start, end) => this.#strangeBlank(start, end),
      unclosedComment: (start) => this.#unclosedComment(start),
    })
  }

  /**
   * A whole expression. One that is broken becomes a `missing` one, so that its value is not reported again;
   * only lists, objects and strings stay, with a `missing` part where they are broken.
   */
  expression(): Expression {
    const height = this.#height
    const { failures } = this
    if (!this.enter()) return this.missing()
    this.#height = 0
    const expression = this.#grammar.expression(this)
    this.leave()
    this.#height = Math.max(height, this.#height + 1)
    return this.failures === failures || isContainer(expression) ? expression : missingAt(expression)
  }

  /** The content of the braces of a block. */
  bodyItems(enclosure: Enclosure): Body['items'] {
    return this.#grammar.bodyItems(this, enclosure)
  }

  /** Goes one level deeper, if that is allowed. */
  enter(): boolean {
    if (this.#depth >= MAX_DEPTH) this.#tooDeep()
    else this.#depth++
    return !this.panicking
  }

  leave(): void {
    this.#depth--
  }

  /** Counts a level of the tree that grows without recursion, such as another operator of a chain. */
  grow(): void {
    if (++this.#height > MAX_HEIGHT) this.#tooDeep()
  }

  is(kind: TokenKind): boolean {
    return this.scanner.kind === kind
  }

  isWord(word: string): boolean {
    return this.scanner.kind === 'identifier' && this.scanner.word() === word
  }

  accept(kind: TokenKind): boolean {
    if (this.scanner.kind !== kind) return false
    this.scanner.advance()
    return true
  }

  /** From `start` to the end of the last consumed token, if there was one since. */
  from(start: number): SourceRange {
    return this.source.range(start, Math.max(start, this.scanner.previousEnd))
  }

  /** Stands for an expression that is not there, right behind the last token. */
  missing(): MissingExpression {
    return { node: 'missing', range: this.source.range(this.scanner.previousEnd, this.scanner.previousEnd) }
  }

  /** Reports a mistake after which parsing can go on as if nothing had happened. */
  report(declared: DiagnosticCode, mistake: Mistake): void {
    const { start, end, ...parts } = mistake
    this.reportAt(declared, { ...parts, range: this.source.range(start, end) })
  }

  /** The same where the place is only known as a range. */
  reportAt(declared: DiagnosticCode, parts: DiagnosticParts): void {
    if (!this.panicking) this.diagnostics.push(diagnose(declared, parts))
  }

  /** Reports a mistake and panics. */
  fail(declared: DiagnosticCode, mistake: Mistake): void {
    this.report(declared, mistake)
    this.panicking = true
    this.failures++
  }

  /** What was reported, in the order of the text. */
  inOrder(): readonly Diagnostic[] {
    return this.diagnostics.toSorted((a, b) => (a.range?.start.byte ?? 0) - (b.range?.start.byte ?? 0))
  }

  replace(start: number, end: number, newText: string): Fix {
    return { range: this.source.range(start, end), newText }
  }

  #tooDeep(): void {
    const { start, end } = this.scanner
    const detail = `This expression is nested more than ${MAX_DEPTH} levels deep, or chains more than ${MAX_HEIGHT} operators or accesses. Split it into locals, or check that its brackets are balanced.`
    this.fail(EXPRESSION_TOO_DEEP, { start, end, detail })
  }

  #strangeBlank(start: number, end: number): void {
    const name = `U+${(this.source.text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    const detail = `The character ${name} looks like a space but is not one in this language; it is often copied along with text. Replace it with a plain space.`
    this.#interject(INVALID_CHARACTER, { start, end, detail, fix: this.replace(start, end, ' ') })
  }

  #unclosedComment(start: number): void {
    const detail = 'The comment that begins here has no closing */ before the end of the text.'
    this.#interject(UNCLOSED_COMMENT, { start, end: start + 2, detail })
  }

  /** An independent mistake, reported even while another one is being skipped. */
  #interject(declared: DiagnosticCode, mistake: Mistake): void {
    const { panicking } = this
    this.panicking = false
    this.report(declared, mistake)
    this.panicking = panicking
  }
}

function isContainer({ node }: Expression): boolean {
  return node === 'tuple' || node === 'object' || node === 'template'
}
