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

/** More than any letter has; a file made to choke the reader is stopped here. */
const LIST_MAX = 500

/** What may not enter, or not be stored as it is. */
export function letterProblem(fields: LetterFields): Problem | null {
  const mark = secretMark(fields)
  if (mark) return secretProblem(mark)
  if (fields.subject.trim() === '' && fields.body.trim() === '') return problem('directives.subject-missing', {}, { field: 'subject' })
  const lists = [fields.addressees, fields.copies, fields.clauses, fields.citations, ...fields.clauses.map(clause => clause.asks)]
  if (lists.some(list => list.length > LIST_MAX)) return problem('directives.list-too-long', { max: LIST_MAX })
  for (const [at, clause] of fields.clauses.entries()) {
    const wrong = rhythmProblem(clause, at + 1)
    if (wrong) return wrong
  }
  return null
}

/**
 * Text as the database can keep it: without NUL characters and broken surrogates, which files from old programs and
 * hostile ones carry. Everything else stays as it came.
 */
export const storable = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) => (typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each)) as T
