// Fills a form in as another program would: opened, typed into and saved anew by a library that is not ours.
import * as XLSX from '@e965/xlsx'

export type Typed = string | number | Date | { readonly f: string; readonly v: number }

/** `{ '3. Buổi học': { A5: 'Quán triệt' } }`: what is typed into which cell of which sheet. */
export function refill(
  bytes: Uint8Array,
  typed: Readonly<Record<string, Readonly<Record<string, Typed>>>>,
): Uint8Array {
  const book = XLSX.read(bytes, { cellStyles: true })
  for (const [name, cells] of Object.entries(typed)) {
    const sheet = book.Sheets[name]
    if (!sheet) throw new Error(`no sheet ${name}`)
    const range = XLSX.utils.decode_range(sheet['!ref']!)
    for (const [at, value] of Object.entries(cells)) {
      sheet[at] =
        typeof value === 'string'
          ? { t: 's', v: value }
          : typeof value === 'number'
            ? { t: 'n', v: value }
            : value instanceof Date
              ? { t: 'd', v: value, z: 'dd/mm/yyyy' }
              : { t: 'n', ...value }
      const cell = XLSX.utils.decode_cell(at)
      range.e.r = Math.max(range.e.r, cell.r)
      range.e.c = Math.max(range.e.c, cell.c)
    }
    sheet['!ref'] = XLSX.utils.encode_range(range)
  }
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
}
