import { no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { taskLink } from './links.ts'
import { printedNumber, TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask, insertDateRequest, issuerOf, lastDateRequest } from './task.sql.ts'
import { slashed } from './wording.ts'
import type { Moved, TaskState } from './types.ts'

export type AskDate = TaskAt & { readonly on: PlainDate; readonly reason: string }

/** Asks whoever set the date for another one, with the reason. One request waits at a time. */
export const askDate = useCase<AskDate, Moved<TaskState>>(
  'directives.ask-date',
  TASK['ask-date'].by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'ask-date')
    if (!step.ok) return step
    const { row, to } = step.value
    const reason = input.reason.trim()
    if (reason === '') return no(problem('directives.reason-missing', {}, { field: 'reason' }))
    if (input.on < by.today) return no(problem('directives.date-past', { date: slashed(input.on) }, { field: 'on' }))
    const last = await lastDateRequest(tx, input)
    if (last && last.answer === null)
      return no(problem('directives.date-asked-already', { date: slashed(last.proposed_on) }))
    await insertDateRequest(tx, by, input, { ordinal: (last?.ordinal ?? 0) + 1, on: input.on, reason })
    await changeTask(tx, by, input, { state: to })
    const issuer = await issuerOf(tx, input.document, input.unit)
    if (issuer) {
      const parameters = {
        unit: row.unit_name,
        number: printedNumber(row.regime, row.number, row.symbol),
        clause: row.label,
        date: slashed(input.on),
        reason,
      }
      await notify(tx, by, [
        { unit: issuer, kind: 'date-asked', parameters, link: taskLink(input.document, input.clause, input.unit) },
      ])
    }
    return yes({ state: to, version: row.version + 1 })
  },
)
