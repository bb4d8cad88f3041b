import type { Rows } from './rows.ts'
import { Refusal } from './types.ts'

// oxlint-disable-next-line require-yield
export async function* workbookRows(_bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Rows> {
  throw new Refusal('broken-workbook')
}
