import stringWidth from 'string-width'

const GAP = 3

/** Columns padded to their widest cell, as the original's `-o table`; without rows the sentence the original printed. */
export function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'No entities of this resource type exist.\n'
  const widths = columns.map((column, index) =>
    Math.max(...[column, ...rows.map((row) => row[index] ?? '')].map((cell) => stringWidth(cell))),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - stringWidth(cell) + GAP))
      .join('')
      .trimEnd()
  return `${[columns, ...rows].map(line).join('\n')}\n`
}
