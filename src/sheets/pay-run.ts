import { PAY_COLUMNS, payRows, type PayRow } from '../spending/index.ts'
import { writeWorkbook } from './xlsx-write.ts'

/** A payment run as a workbook for the bank: text cells, so that nothing in them is ever a formula and no zero is lost. */
export const payRunWorkbook = (rows: readonly PayRow[]): Uint8Array =>
  writeWorkbook([
    {
      name: 'Dot chi',
      columns: [{ width: 6 }, { width: 14 }, { width: 24 }, { width: 36 }, { width: 18 }, { width: 48 }],
      rows: [
        PAY_COLUMNS.map(value => ({ value, style: 'head' as const })),
        ...payRows(rows).map(cells =>
          cells.map(cell =>
            typeof cell === 'string'
              ? { value: cell, style: 'words' as const }
              : { value: Number(cell), style: 'number' as const },
          ),
        ),
      ],
      frozenRows: 1,
      landscape: true,
    },
  ])
