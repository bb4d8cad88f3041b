import { no, problem, yes, type FundId, type PlainDate } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { insertPublication, watchedFunds } from './duties.sql.ts'
import { OPENS_BOOKS } from './policy.ts'

/** Notes that a duty of a fund was published: when, and where anyone can read it. Once for each duty and day. */
export const notePublication = useCase<
  {
    readonly fund: FundId
    readonly duty: string
    readonly dueOn: PlainDate
    readonly on: PlainDate
    readonly evidence: string
  },
  { fund: FundId }
>('ledger.note-publication', OPENS_BOOKS, async (tx, by, input) => {
  const [fund] = await watchedFunds(tx, by.today, { fund: input.fund })
  if (!fund) return no(problem('ledger.no-fund', {}, { field: 'fund' }))
  const may = mustHold(by.actor, fund.unit, ...OPENS_BOOKS)
  if (!may.ok) return may
  const due = fund.calendar.find(one => one.key === input.duty && one.dueOn === input.dueOn)
  if (!due) return no(problem('ledger.no-duty', {}, { field: 'duty' }))
  if (due.published) return no(problem('ledger.published', { day: due.published.on }))
  if (input.on > by.today) return no(problem('ledger.day', {}, { field: 'on' }))
  const evidence = input.evidence.trim()
  if (evidence === '' || evidence.length > 500) return no(problem('ledger.missing', {}, { field: 'evidence' }))
  await insertPublication(tx, by, { ...input, evidence })
  return yes({ fund: input.fund })
})
