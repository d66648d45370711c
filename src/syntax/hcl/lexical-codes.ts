import { errorCode } from '../../model/diagnostic.ts'

export const INVALID_CHARACTER = errorCode(
  'STRM1000',
  'Invalid character',
  'The text contains a character that the language does not use here. Often it is invisible: a no-break space (U+00A0) or a zero-width space (U+200B) that was copied along with text from a web page or a word processor. Replace it with a plain space, or put the text in double quotes if it belongs to a value.',
)

export const INVALID_QUOTATION_MARK = errorCode(
  'STRM1001',
  'Invalid quotation mark',
  `Strings are written between straight double quotes, as in "events". Single quotes ('events'), backticks and the curved quotes of word processors are not part of the language. Replace both marks with straight double quotes; a double quote inside the string is written \\".`,
)

export const UNCLOSED_COMMENT = errorCode(
  'STRM1002',
  'Unclosed comment',
  'A comment that begins with /* continues to the next */, across lines, and the file ends before it. Close the comment with */, or use # for a comment that ends with its line. Such comments do not nest: the first */ ends the comment.',
)

export const UNCLOSED_STRING = errorCode(
  'STRM1003',
  'Unclosed string',
  'A string in double quotes must end on the line on which it begins. Add the closing double quote. A line break inside a string is written \\n; for text with several lines use a heredoc: <<EOT on the first line, the text, then EOT alone on the last line.',
)

export const UNCLOSED_HEREDOC = errorCode(
  'STRM1004',
  'Unclosed heredoc',
  'A heredoc (<<EOT) ends with a line that holds nothing but its marker and spaces around it. No such line follows, so the rest of the file became text. Add a line with the marker, spelled exactly as in the introduction, without quotes, comma or bracket after it: these go on the next line.',
)

export const INVALID_HEREDOC = errorCode(
  'STRM1005',
  'Invalid heredoc introduction',
  'A heredoc begins with << (or <<- to remove the common indentation), immediately followed by a marker of your choice, a plain name, and then the line break. Spaces, quotes around the marker and text after it are not allowed. Example: description = <<EOT',
)

export const INVALID_ESCAPE = errorCode(
  'STRM1006',
  'Invalid escape sequence',
  'Inside double quotes a backslash begins one of these sequences: \\n (line break), \\r, \\t (tab), \\" (double quote), \\\\ (backslash), \\uNNNN with four hexadecimal digits and \\UNNNNNNNN with eight, which must name a Unicode character (not a surrogate). For a backslash itself, as in Windows paths and regular expressions, write it twice.',
)

export const INVALID_NUMBER = errorCode(
  'STRM1007',
  'Invalid number',
  'Numbers are decimal: digits, optionally with a decimal point that has digits on both sides, and an exponent, as in 15, 0.5 or 1e6. They carry no unit, no thousands separator and no prefix such as 0x. Durations and sizes are strings: write interval = "60s", not interval = 60s.',
)

export const INEXACT_NUMBER = errorCode(
  'STRM1008',
  'Number out of range',
  'Whole numbers are exact up to 9007199254740992 (2 to the power of 53); beyond that not every number can be stored, and this one would silently become another one. If it is an identifier rather than a quantity, write it as a string in double quotes.',
)
