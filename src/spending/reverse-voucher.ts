import { useCase } from '../access/index.ts'
import { no, problem, yes, type EntryId, type PlainDate } from '../kernel/index.ts'
import { reverse } from '../ledger/index.ts'
import { releasePayment } from '../statements/index.ts'
import { writeLeaves } from './leaf.sql.ts'
import { paymentsOf, releaseLine } from './payment.sql.ts'
import { MAKES } from './policy.ts'
import { idFor, whyProblem } from './rules.ts'
import type { Moved, VoucherAt } from './types.ts'
import { moveVouchers } from './voucher.sql.ts'
import { stepVoucher } from './write-voucher.ts'

/**
 * Takes an approved voucher back, paid or not, by mirrors of its entries: the money came back, or was never sent. Whoever is
 * owed again gets a new voucher. Above the amount that the books set, another person than who confirmed the payment does it.
 */
export const reverseVoucher = useCase<VoucherAt & { readonly day: PlainDate; readonly why: string }, Moved>(
  'spending.reverse',
  MAKES,
  async (tx, by, input) => {
    const found = await stepVoucher(tx, by, input, 'reverse', MAKES)
    if (!found.ok) return found
    const row = found.value
    const wrong = whyProblem(input.why)
    if (wrong) return no(wrong)
    if (input.day > by.today) return no(problem('spending.day', {}, { field: 'day' }))
    const why = input.why.trim()
    const back = (entry: EntryId, what: string) =>
      reverse(tx, by, { entry, id: idFor(row.id, what), day: input.day, why })
    const [payment] = await paymentsOf(tx, by, [row.id])
    if (payment) {
      if (payment.mine && row.amount > BigInt(payment.secondOver)) return no(problem('spending.other-person'))
      const money = await back(payment.lineEntry ?? payment.entry, 'paid-back')
      if (!money.ok) return money
      if (payment.line) {
        await releaseLine(tx, by, row.id)
        await releasePayment(tx, by, row.unit, payment.line)
      }
      const said = [row.fund, row.amount.toString(), input.day, 'payment']
      await writeLeaves(tx, by, [{ kind: 'correction', subject: row.id, parts: said }])
    }
    const owed = await back(idFor(row.id, 'approved'), 'approved-back')
    if (!owed.ok) return owed
    await moveVouchers(tx, by, [row.id], { state: 'reversed', forUnit: row.unit, why })
    return yes({ state: 'reversed', version: row.version + 1 })
  },
)
