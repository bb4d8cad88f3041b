import { problem, type PlainDate, type Problem } from '../kernel/index.ts'
import { secretMark, secretProblem } from './letter.ts'
import type { LetterFields, Rhythm } from './types.ts'

/** Whether typed fields can stand: pure, looked at before anything is stored. */

/** A clause with a deadline needs the day or the letter's words for it; one that recurs needs its rhythm or those words. */
export function rhythmProblem(
  clause: { readonly rhythm: Rhythm; readonly dueOn?: PlainDate | null; readonly dueText?: string | null; readonly recurrence?: unknown },
  row: number,
): Problem | null {
  if (clause.rhythm === 'deadline' && !clause.dueOn && !clause.dueText?.trim()) return problem('directives.deadline-without-day', {}, { row, field: 'dueOn' })
  if (clause.rhythm === 'recurring' && !clause.recurrence && !clause.dueText?.trim()) {
    return problem('directives.recurring-without-rhythm', {}, { row, field: 'recurrence' })
  }
  return null
}

/** What may not enter, or not be stored as it is. */
export function letterProblem(fields: LetterFields): Problem | null {
  const mark = secretMark(fields)
  if (mark) return secretProblem(mark)
  if (fields.subject.trim() === '' && fields.body.trim() === '') return problem('directives.subject-missing', {}, { field: 'subject' })
  for (const [at, clause] of fields.clauses.entries()) {
    const wrong = rhythmProblem(clause, at + 1)
    if (wrong) return wrong
  }
  return null
}
