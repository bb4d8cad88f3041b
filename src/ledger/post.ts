import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import {
  closedDays,
  codesOf,
  postedBefore,
  takeNumbers,
  writeEntries,
  type EntryRow,
  type PostingRow,
} from './entry.sql.ts'
import { unbalanced } from './rules.ts'
import type { EntryDraft } from './types.ts'

/**
 * Posts entries, all or none, in five statements however many there are; the command that calls decides who may. Refuses
 * what the database would refuse too, in words: an entry that does not balance in every fund (a bug of the caller, so it
 * throws), a closed month (`ledger.month-closed`), an account that the unit's chart lacks (`ledger.no-account`), a source
 * posted before at this step (`ledger.posted-before`).
 */
export async function post(tx: Tx, by: Acting, drafts: readonly EntryDraft[]): Promise<Result<readonly EntryRow[]>> {
  if (drafts.length === 0) return yes([])
  const wrong = drafts.find(draft => unbalanced(draft.postings).length > 0)
  if (wrong) throw new Error(`entry of ${wrong.source.kind} ${wrong.source.id} does not balance in every fund`)
  const units = [...new Set(drafts.map(draft => draft.unit))]
  const codes = await codesOf(tx, units)
  const closed = await closedDays(tx, drafts)
  if (closed[0]) return no(problem('ledger.month-closed', { month: closed[0].day.slice(0, 7) }))
  const before = await postedBefore(tx, by, drafts)
  if (before[0]) return no(problem('ledger.posted-before', { id: before[0] }))
  const postings: PostingRow[] = []
  for (const draft of drafts) {
    for (const [at, side] of draft.postings.entries()) {
      const code = 'code' in side ? side.code : codes.get(`${draft.unit} ${side.purpose}`)
      if (code === undefined)
        return no(problem('ledger.no-account', { purpose: 'code' in side ? side.code : side.purpose }))
      postings.push({
        entry: draft.id,
        ordinal: at + 1,
        unit: draft.unit,
        fund: side.fund,
        code,
        amount: side.amount.toString(),
        day: draft.day,
        money: side.moneyAccount ?? null,
      })
    }
  }
  const entries = await numbered(tx, drafts)
  await writeEntries(tx, by, entries, postings)
  return yes(entries)
}

/** Gives each entry the next number of its unit and year, in the order in which they were asked for. */
async function numbered(tx: Tx, drafts: readonly EntryDraft[]): Promise<EntryRow[]> {
  const counts = new Map<string, { unit: UnitId; year: number; count: number }>()
  for (const draft of drafts) {
    const year = Number(draft.day.slice(0, 4))
    const key = `${draft.unit} ${year}`
    counts.set(key, { unit: draft.unit, year, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const next = new Map(await takeNumbers(tx, [...counts.values()]))
  return drafts.map(draft => {
    const year = Number(draft.day.slice(0, 4))
    const key = `${draft.unit} ${year}`
    const number = next.get(key) ?? 1
    next.set(key, number + 1)
    return {
      id: draft.id,
      unit: draft.unit,
      year,
      number,
      day: draft.day,
      text: draft.text,
      source_kind: draft.source.kind,
      source_id: draft.source.id,
      source_step: draft.source.step ?? '',
      reverses: null,
    }
  })
}
