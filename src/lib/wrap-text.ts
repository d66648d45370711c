import stringWidth from 'string-width'

/** Breaks text at spaces so that no line is wider than `width` columns; line breaks and leading indentation of the text are kept, long words are not broken. */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(line: string, width: number): readonly string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  if (stringWidth(line) <= width) return [line]
  const lines: string[] = []
  let current = indent
  for (const word of line.trim().split(/\s+/)) {
    const candidate = current.trim() === '' ? indent + word : `${current} ${word}`
    if (stringWidth(candidate) > width && current.trim() !== '') {
      lines.push(current)
      current = indent + word
    } else current = candidate
  }
  return [...lines, current]
}
