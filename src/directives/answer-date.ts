import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { taskLink } from './links.ts'
import { movedMeanwhile } from './moved.sql.ts'
import { ANSWERS, mayAnswerDate } from './policy.ts'
import { printedNumber } from './rules.ts'
import type { TaskAt } from './task.ts'
import { answerDateRequest, changeTask, dateGivers, lastDateRequest, lockTask } from './task.sql.ts'
import { slashed } from './wording.ts'
import type { Moved, TaskState } from './types.ts'

export type AnswerDate = TaskAt & { readonly accept: boolean; readonly words?: string }

/** The issuer, or the body that the letter names to follow it, answers a request for another date; a yes moves the date. */
export const answerDate = useCase<AnswerDate, Moved<TaskState>>(
  'directives.answer-date',
  ANSWERS,
  async (tx, by, input) => {
    const may = mayAnswerDate(by.actor, await dateGivers(tx, input.document))
    if (!may.ok) return may
    const row = await lockTask(tx, input)
    if (!row) return no(problem('directives.no-such-task'))
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    const request = await lastDateRequest(tx, input)
    if (!request || request.answer !== null) return no(problem('directives.no-date-asked'))
    const words = input.words?.trim() ?? ''
    if (!input.accept && words === '') return no(problem('directives.reason-missing', {}, { field: 'words' }))
    await answerDateRequest(tx, by, input, {
      ordinal: request.ordinal,
      answer: input.accept ? 'accepted' : 'refused',
      note: words,
    })
    await changeTask(tx, by, input, { state: row.state, ...(input.accept ? { dueOn: request.proposed_on } : {}) })
    const parameters = {
      number: printedNumber(row.regime, row.number, row.symbol),
      clause: row.label,
      date: slashed(request.proposed_on),
      words,
    }
    const kind = input.accept ? 'date-accepted' : 'date-refused'
    await notify(tx, by, [
      { unit: input.unit, kind, parameters, link: taskLink(input.document, input.clause, input.unit) },
    ])
    return yes({ state: row.state, version: row.version + 1 })
  },
)
