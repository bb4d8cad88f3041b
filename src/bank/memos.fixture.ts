import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { shared } from '../../test/testkit.ts'

export type RealMemo = { readonly bank: 'vietcombank' | 'agribank' | 'vietinbank'; readonly text: string }

/** Which column of each file holds the memo. */
const FILES = [
  ['vietcombank', 'vietcombank-2024-09-01-to-10.csv.gz', 6],
  ['agribank', 'agribank-2024-09-09-to-12.csv.gz', 5],
  ['vietinbank', 'vietinbank-2024-09-10-to-12.csv.gz', 5],
] as const

/** The memos of the real-shaped statements beside the checkout; null where they are not. */
export const realMemos = (): readonly RealMemo[] | null => {
  const folder = join(shared, 'statements')
  const place = existsSync(folder) ? folder : join(shared, 'data', 'statements')
  if (!existsSync(place)) return null
  return FILES.flatMap(([bank, file, column]) =>
    rowsOf(gunzipSync(readFileSync(join(place, file))).toString('utf8'))
      .slice(1)
      .map(row => ({ bank, text: row[column]! })),
  )
}

/** Plain CSV with quoted fields, written apart from the importer so that the tests do not lean on it. */
const rowsOf = (text: string): string[][] => {
  const rows: string[][] = [[]]
  const fields = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g
  for (let match = fields.exec(text); match && match.index < text.length; match = fields.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] !== ',') rows.push([])
  }
  return rows.filter(row => row.length > 1)
}
