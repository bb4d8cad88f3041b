import { no, problem, yes, type EntryId, type PlainDate, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { closedDays, entryToReverse, takeNumbers, writeEntries } from './entry.sql.ts'

/**
 * Takes an entry back by its mirror, on a day that is open: the only way in which the books are corrected. The command that
 * calls decides who may. Refuses `ledger.no-entry`, `ledger.reversed-before`, `ledger.is-reversal`, `ledger.month-closed`,
 * `ledger.before-entry` (the mirror cannot come first).
 */
export async function reverse(
  tx: Tx,
  by: Acting,
  p: { entry: EntryId; id: EntryId; day: PlainDate; why: string },
): Promise<Result<{ id: EntryId; number: number }>> {
  const found = await entryToReverse(tx, by, p.entry)
  if (!found) return no(problem('ledger.no-entry'))
  if (found.reversal) return no(problem('ledger.is-reversal'))
  if (found.reversed) return no(problem('ledger.reversed-before', { number: found.number }))
  if (p.day < found.day) return no(problem('ledger.before-entry', { day: found.day }, { field: 'day' }))
  const closed = await closedDays(tx, [{ unit: found.unit, day: p.day }])
  if (closed[0]) return no(problem('ledger.month-closed', { month: p.day.slice(0, 7) }, { field: 'day' }))
  const year = Number(p.day.slice(0, 4))
  const numbers = await takeNumbers(tx, [{ unit: found.unit, year, count: 1 }])
  const number = numbers.get(`${found.unit} ${year}`) ?? 1
  await writeEntries(
    tx,
    by,
    [
      {
        id: p.id,
        unit: found.unit,
        year,
        number,
        day: p.day,
        text: p.why,
        source_kind: 'reversal',
        source_id: p.entry,
        source_step: '',
        reverses: p.entry,
      },
    ],
    found.postings.map(side => ({ ...side, entry: p.id, day: p.day, amount: (-BigInt(side.amount)).toString() })),
  )
  return yes({ id: p.id, number })
}
