import test from 'ava'
import { format } from 'prettier'
import { markdownTable } from './markdown-table.ts'

test('markdownTable() aligns its columns, numbers to the right', (t) => {
  const table = markdownTable(
    ['partitions', 'µs'],
    [
      ['1', '2.50'],
      ['200', '12.50'],
    ],
  )
  t.is(
    table,
    ['| partitions |    µs |', '| ---------- | ----: |', '| 1          |  2.50 |', '| 200        | 12.50 |'].join('\n'),
  )
})

test('markdownTable() is formatted as the files it is pasted into', async (t) => {
  const table = markdownTable(['', 'x', 'a long one'], [['case', '1', '']])
  t.is(await format(table, { parser: 'markdown' }), `${table}\n`)
})
