import { enterScope, useCase, type Acting, type Actor } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { no, problem, yes, type PlainDate, type Result, type UnitId, type Vnd } from '../kernel/index.ts'
import { post } from '../ledger/index.ts'
import { CHECKS } from './policy.ts'
import { idFor, mayMove, whyProblem, type Move } from './rules.ts'
import type { Moved, VoucherAt } from './types.ts'
import { lockVoucher, moveVouchers, waitsForActor, type VoucherRow } from './voucher.sql.ts'

/**
 * Does a checker's step on a voucher that waits for the actor. The database says for whom it waits (decision 0025): only then
 * does a checker from another unit enter the scope of the voucher's unit, for this step, and leaves it again.
 */
async function check(
  tx: Tx,
  by: Acting,
  at: VoucherAt,
  move: Move,
  step: (tx: Tx, acting: Acting, row: VoucherRow, forUnit: UnitId) => Promise<Result<Moved>>,
): Promise<Result<Moved>> {
  const waits = await waitsForActor(tx, at.voucher)
  if (!waits) return no(problem('spending.not-yours-forbidden'))
  const own = by.actor.grants.some(grant => grant.unit === waits.unit)
  const grant = { role: 'leader', unit: waits.unit, unitName: '', realm: waits.realm } as const
  const standIn: Actor = own ? by.actor : { ...by.actor, realm: waits.realm, grants: [...by.actor.grants, grant] }
  if (!own) await enterScope(tx, by, standIn)
  const row = await lockVoucher(tx, at.voucher)
  if (!row) return no(problem('spending.no-such-voucher'))
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  if (!mayMove(move, row.state)) return no(problem('spending.not-now', { state: row.state }))
  const done = await step(tx, { ...by, actor: standIn }, row, own ? row.unit : by.actor.unit)
  if (!own) await enterScope(tx, by, by.actor)
  return done
}

/** Approves a voucher: the expense and what is owed enter the books (expense + / payable −). */
export const approveVoucher = useCase<VoucherAt & { readonly day: PlainDate }, Moved>(
  'spending.approve',
  CHECKS,
  (tx, by, input) =>
    check(tx, by, input, 'approve', async (inside, acting, row, forUnit) => {
      if (input.day > by.today || input.day < row.day) return no(problem('spending.approval-day', {}, { field: 'day' }))
      const posted = await post(inside, acting, [
        {
          id: idFor(row.id, 'approved'),
          unit: row.unit,
          day: input.day,
          text: `Duyệt chi chứng từ số ${row.number}/${row.year} – ${row.fundCode}`,
          source: { kind: 'voucher', id: row.id, step: 'approved' },
          postings: [
            { fund: row.fund, purpose: row.expense, amount: row.amount as Vnd },
            { fund: row.fund, purpose: 'payable', amount: -row.amount as Vnd },
          ],
        },
      ])
      if (!posted.ok) return posted
      await moveVouchers(inside, acting, [row.id], { state: 'approved', forUnit })
      return yes({ state: 'approved', version: row.version + 1 })
    }),
)

/** Sends a voucher back to be changed, or refuses it for good; both with the reason. */
const decline = (name: string, move: 'return' | 'refuse', state: 'returned' | 'refused') =>
  useCase<VoucherAt & { readonly why: string }, Moved>(name, CHECKS, (tx, by, input) =>
    check(tx, by, input, move, async (inside, acting, row, forUnit) => {
      const wrong = whyProblem(input.why)
      if (wrong) return no(wrong)
      await moveVouchers(inside, acting, [row.id], { state, forUnit, why: input.why.trim() })
      return yes({ state, version: row.version + 1 })
    }),
  )
export const returnVoucher = decline('spending.return', 'return', 'returned')
export const refuseVoucher = decline('spending.refuse', 'refuse', 'refused')
