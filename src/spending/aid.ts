import { mustHold, useCase } from '../access/index.ts'
import { no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { agreementsOf, insertAgreement, insertAidReport, type AgreementInput } from './aid.sql.ts'
import { openFundCode } from './allocation.sql.ts'
import { ALLOCATES } from './policy.ts'
import { amountIn, textProblem } from './rules.ts'
import type { AgreementId } from './types.ts'

/** Keeps an agreement on foreign aid: who gives, who approved it, its terms, and when reports are due. */
export const recordAgreement = useCase<AgreementInput, { readonly agreement: AgreementId }>(
  'spending.record-agreement',
  ALLOCATES,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...ALLOCATES)
    if (!may.ok) return may
    const texts = [
      ['donor', 200],
      ['approvalNumber', 100],
      ['authority', 200],
      ['terms', 2000],
    ] as const
    for (const [field, most] of texts) {
      const wrong = textProblem(input[field], field, most)
      if (wrong) return no(wrong)
    }
    if (input.approvedOn > by.today) return no(problem('spending.day', {}, { field: 'approvedOn' }))
    if (!/^[A-Z]{3}$/.test(input.currency)) return no(problem('spending.currency', {}, { field: 'currency' }))
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(input.foreign) || !/[1-9]/.test(input.foreign))
      return no(problem('spending.foreign', {}, { field: 'foreign' }))
    if (amountIn(input.booked) === null) return no(problem('spending.amount', {}, { field: 'booked' }))
    if (!(await openFundCode(tx, input.unit, input.fund, by.today)))
      return no(problem('spending.fund', {}, { field: 'fund' }))
    await insertAgreement(tx, by, {
      ...input,
      donor: input.donor.trim(),
      approvalNumber: input.approvalNumber.trim(),
      authority: input.authority.trim(),
      terms: input.terms.trim(),
    })
    return yes({ agreement: by.command as string as AgreementId })
  },
)

/** Says that the report due on a day was made, and where it can be read. */
export const recordAidReport = useCase<
  { readonly agreement: AgreementId; readonly due: PlainDate; readonly on: PlainDate; readonly evidence: string },
  { readonly agreement: AgreementId }
>('spending.record-aid-report', ALLOCATES, async (tx, by, input) => {
  const [found] = await agreementsOf(tx, { id: input.agreement })
  if (!found) return no(problem('spending.agreement'))
  const may = mustHold(by.actor, found.unit, ...ALLOCATES)
  if (!may.ok) return may
  if (!found.reportDays.includes(input.due) || found.reported.some(one => one.due === input.due))
    return no(problem('spending.already-reported', {}, { field: 'due' }))
  if (input.on > by.today) return no(problem('spending.day', {}, { field: 'on' }))
  const wrong = textProblem(input.evidence, 'evidence', 500)
  if (wrong) return no(wrong)
  await insertAidReport(tx, by, { ...input, evidence: input.evidence.trim() })
  return yes({ agreement: input.agreement })
})
