/** Brackets, operators and delimiters stand for themselves. */
export type TokenKind =
  'identifier' | 'number' | 'quote' | 'heredoc' | 'strip-close' | 'newline' | 'end' | 'invalid' | Punctuation

const SINGLES = ['{', '}', '[', ']', '(', ')', ',', '.', ':', '?', '=', '!', '<', '>', '+', '-', '*', '/', '%'] as const
const PAIRS = ['==', '!=', '<=', '>=', '=>', '&&', '||'] as const

export type Punctuation = (typeof SINGLES)[number] | (typeof PAIRS)[number] | '...'

export type Opener = '(' | '[' | '{'
export type Closer = ')' | ']' | '}'

/** The closing bracket of each opening one. */
export const CLOSER_OF: Readonly<Record<Opener, Closer>> = { '(': ')', '[': ']', '{': '}' }

export function isOpener(kind: TokenKind): kind is Opener {
  return kind === '(' || kind === '[' || kind === '{'
}

export function isCloser(kind: TokenKind): kind is Closer {
  return kind === ')' || kind === ']' || kind === '}'
}

/** Kinds of one character by its code; nothing where the character does not begin such a token. */
export const SINGLE_KINDS: readonly (TokenKind | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  SINGLES.find((single) => single === String.fromCodePoint(code)),
)

/** Kinds of two characters: `<<` introduces a heredoc, `~}` ends a template sequence. */
export const PAIR_KINDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ...PAIRS.map((pair) => [pair, pair] as const),
  ['<<', 'heredoc'],
  ['~}', 'strip-close'],
])

/** What can be the first of two characters, by its code. */
export const BEGINS_PAIR: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  [...PAIR_KINDS.keys()].some((pair) => pair.codePointAt(0) === code),
)
