import { addDays, dateOf, no, problem, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase, type UseCase } from '../access/index.ts'
import {
  checklistOf,
  closeRow,
  freezeBalances,
  holdBooks,
  keepChecklist,
  leftIn,
  monthState,
  openRow,
  type ClosingCheck,
} from './closing.sql.ts'
import { KEEPS_BOOKS, OPENS_MONTHS } from './policy.ts'

/** What the books themselves ask: what one fund gave another is in both. */
export const CLOSING_CHECKS: readonly ClosingCheck[] = [leftIn('between-funds')]

export type CloseMonth = {
  readonly unit: UnitId
  readonly month: PlainDate
  readonly version: number
  readonly accepted?: string
}

/**
 * Closes a month: from then on it and every month before it refuse entries, and its balances are frozen. Months close in
 * order. What a soft check finds left may stay with a reason, which is kept. Refuses `ledger.month`, `ledger.close-earlier`, `ledger.changed-meanwhile` and `ledger.checklist` with the check.
 */
export const closeMonthWith = (checks: readonly ClosingCheck[]): UseCase<CloseMonth, { month: PlainDate }> =>
  useCase('ledger.close-month', KEEPS_BOOKS, async (tx, by, { unit, month, version, accepted = '' }) => {
    const may = mustHold(by.actor, unit, ...KEEPS_BOOKS)
    if (!may.ok) return may
    if (!month.endsWith('-01') || nextMonth(month) > by.today)
      return no(problem('ledger.month', {}, { field: 'month' }))
    const before = await monthState(tx, unit, month)
    if (before.version !== version) return no(problem('ledger.changed-meanwhile'))
    if (before.lastClosed && before.lastClosed >= month) return no(problem('ledger.month', {}, { field: 'month' }))
    await holdBooks(tx, unit)
    // Read again: while this command waited for the books, somebody may have written into an earlier month, or closed it.
    const { firstOpen, lastClosed, version: now } = await monthState(tx, unit, month)
    if (now !== version || lastClosed !== before.lastClosed) return no(problem('ledger.changed-meanwhile'))
    if (firstOpen && firstOpen < month)
      return no(problem('ledger.close-earlier', { month: firstOpen.slice(0, 7) }, { field: 'month' }))
    await closeRow(tx, by, unit, month)
    const found = await checklistOf(tx, unit, month, [...CLOSING_CHECKS, ...checks])
    const open = found.find(check => check.left !== '' && !(check.soft && accepted.trim().length >= 10))
    if (open)
      return no(
        problem('ledger.checklist', { check: open.key, detail: open.left }, open.soft ? { field: 'accepted' } : {}),
      )
    await keepChecklist(
      tx,
      unit,
      month,
      found.map(({ key, left }) => (left === '' ? { key } : { key, left, accepted: accepted.trim() })),
    )
    await freezeBalances(tx, by, unit, month, before.lastClosed)
    return yes({ month })
  })

/** Opens the last closed month again, by who answers for the unit and with a reason that is kept. */
export const openMonthAgain = useCase<CloseMonth & { readonly why: string }, { month: PlainDate }>(
  'ledger.open-month-again',
  OPENS_MONTHS,
  async (tx, by, { unit, month, version, why }): Promise<Result<{ month: PlainDate }>> => {
    const may = mustHold(by.actor, unit, ...OPENS_MONTHS)
    if (!may.ok) return may
    if (why.trim().length < 10) return no(problem('ledger.why', {}, { field: 'why' }))
    const { lastClosed, version: now } = await monthState(tx, unit, month)
    if (now !== version) return no(problem('ledger.changed-meanwhile'))
    if (!lastClosed || lastClosed < month) return no(problem('ledger.month', {}, { field: 'month' }))
    if (lastClosed > month)
      return no(problem('ledger.open-later', { month: lastClosed.slice(0, 7) }, { field: 'month' }))
    await openRow(tx, by, { unit, month, why: why.trim() })
    return yes({ month })
  },
)

export const nextMonth = (month: PlainDate): PlainDate => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return (number === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, number + 1, 1)) ?? addDays(month, 31)
}
