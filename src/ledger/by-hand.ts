import {
  no,
  problem,
  vnd,
  yes,
  type EntryId,
  type FundId,
  type MoneyAccountId,
  type PlainDate,
  type Result,
  type UnitId,
  type Vnd,
} from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { chartOf } from './books.sql.ts'
import { KEEPS_BOOKS } from './policy.ts'
import { post } from './post.ts'
import { entryView, moneyOf, openFundsOf } from './reading.sql.ts'
import { reverse } from './reverse.ts'
import { unbalanced } from './rules.ts'
import { secondPersonOver } from './books.sql.ts'
import type { PostingDraft } from './types.ts'

/** One row of the form: whole đồng in digits, either under debit or under credit. */
export type HandRow = {
  readonly code: string
  readonly fund: FundId
  readonly debit: string
  readonly credit: string
  readonly place: MoneyAccountId | null
}
export type HandEntry = {
  readonly unit: UnitId
  readonly day: PlainDate
  readonly text: string
  readonly rows: readonly HandRow[]
}

/** Phiếu kế toán: an entry that an accountant writes in full. Every refusal says the row and the field. */
export const enterByHand = useCase<HandEntry, { entry: EntryId; number: number }>(
  'ledger.enter-by-hand',
  KEEPS_BOOKS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...KEEPS_BOOKS)
    if (!may.ok) return may
    if (input.day > by.today) return no(problem('ledger.day', {}, { field: 'day' }))
    const text = input.text.trim()
    if (text === '' || text.length > 500) return no(problem('ledger.missing', {}, { field: 'text' }))
    if (input.rows.length < 2) return no(problem('ledger.few-rows'))
    const chart = new Map((await chartOf(tx, input.unit)).map(account => [account.code, account]))
    const funds = new Map((await openFundsOf(tx, input.unit)).map(fund => [fund.id, fund]))
    const places = new Map((await moneyOf(tx, input.unit, input.day)).map(place => [place.id, place.kind]))
    const postings: PostingDraft[] = []
    for (const [at, row] of input.rows.entries()) {
      const where = (field: string) => ({ field, row: at + 1 })
      const account = chart.get(row.code)
      if (!account) return no(problem('ledger.no-code', { code: row.code }, where('code')))
      if (!funds.has(row.fund)) return no(problem('ledger.no-fund', {}, where('fund')))
      const amount = amountOf(row)
      if (amount === null) return no(problem('ledger.amount', {}, where(row.credit === '' ? 'debit' : 'credit')))
      const kind = account.purpose === 'cash' || account.purpose === 'bank' ? account.purpose : null
      if ((row.place ? places.get(row.place) : null) !== kind) return no(problem('ledger.no-place', {}, where('place')))
      postings.push({ fund: row.fund, code: row.code, amount, ...(row.place ? { moneyAccount: row.place } : {}) })
    }
    const [wrong] = unbalanced(postings)
    if (wrong)
      return no(problem('ledger.unbalanced', { fund: funds.get(wrong.fund)!.code, over: wrong.over.toString() }))
    const entry = by.command as string as EntryId
    const done = await post(tx, by, [
      { id: entry, unit: input.unit, day: input.day, text, source: { kind: 'hand', id: entry }, postings },
    ])
    return done.ok ? yes({ entry, number: done.value[0]!.number }) : done
  },
)

const amountOf = (row: HandRow): Vnd | null => {
  if ((row.debit === '') === (row.credit === '')) return null
  const amount = vnd(row.debit || row.credit)
  if (amount === null || amount <= 0n) return null
  return row.debit === '' ? ((0n - amount) as Vnd) : amount
}

/**
 * Takes back what was entered by hand. An entry that a gift, a statement or a voucher made is taken back there, so that the
 * two never disagree. Above a set amount another person than the maker does it.
 */
export const reverseByHand = useCase<{ entry: EntryId; day: PlainDate; why: string }, { id: EntryId; number: number }>(
  'ledger.reverse-by-hand',
  KEEPS_BOOKS,
  async (tx, by, { entry, day, why }): Promise<Result<{ id: EntryId; number: number }>> => {
    const found = await entryView(tx, entry)
    if (!found) return no(problem('ledger.no-entry'))
    const may = mustHold(by.actor, found.unit, ...KEEPS_BOOKS)
    if (!may.ok) return may
    if (found.source !== 'hand') return no(problem('ledger.not-by-hand', { source: found.source }))
    if (why.trim().length < 10) return no(problem('ledger.why', {}, { field: 'why' }))
    if (day > by.today) return no(problem('ledger.day', {}, { field: 'day' }))
    const sum = found.postings.reduce((all, { amount }) => (amount > 0n ? all + amount : all), 0n)
    const { over, mine } = await secondPersonOver(tx, by, entry)
    if (mine && sum > over) return no(problem('ledger.other-person'))
    return reverse(tx, by, { entry, id: by.command as string as EntryId, day, why: why.trim() })
  },
)
