import type { Visit } from './visit.ts'

export type CsvCell = string | bigint | number | null

/** Words that a spreadsheet would take for a formula begin with an apostrophe; a number below zero stays a number. */
const cellOf = (cell: CsvCell): string => {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table as a file for a spreadsheet: UTF-8 with its mark, amounts as plain digits, the demonstration said in its first row. */
export const csvAnswer = (visit: Visit, name: string, rows: readonly (readonly CsvCell[])[]): Response => {
  const head = visit.deps.world()?.demonstration ? [[visit.t('kit.demo')]] : []
  const text = [...head, ...rows].map(row => `${row.map(cellOf).join(',')}\r\n`).join('')
  return visit.c.body(`\ufeff${text}`, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^a-z0-9-]+/gi, '-')}.csv"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}
