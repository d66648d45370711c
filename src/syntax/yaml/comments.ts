import { Lexer } from 'yaml'
import type { Comment } from '../document.ts'
import type { Source } from '../hcl/source.ts'

/** Marks of the lexer that stand for no text: start of a document, end of a broken flow collection, a scalar follows. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F'])
const SCALAR_FOLLOWS = '\u001F'

/** Every comment of the text, in order. */
export function readComments(source: Source): readonly Comment[] {
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
