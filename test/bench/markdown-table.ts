/** A table as README has them: the columns after the first are aligned to the right. Each row is as long as the head. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? '').length)))
  const padded = all.map((row) =>
    line(widths.map((width, column) => pad(row[column] ?? '', { width, isFirst: column === 0 }))),
  )
  const rule = line(widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)))
  return [...padded.slice(0, 1), rule, ...padded.slice(1)].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function pad(text: string, { width, isFirst }: { readonly width: number; readonly isFirst: boolean }): string {
  return isFirst ? text.padEnd(width) : text.padStart(width)
}
