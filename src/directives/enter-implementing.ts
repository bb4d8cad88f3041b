import { no, problem, yes, type DocumentId, type FileId, type PlainDate, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { storeFile } from '../files/index.ts'
import { setEvidence } from './evidence.sql.ts'
import { isOrdinal } from './fit.ts'
import { mustHoldLetter } from './held.sql.ts'
import { insertImplementing } from './implementing.sql.ts'
import { secretMark, secretProblem } from './letter.ts'
import { DRAFTS } from './policy.ts'
import type { Scan } from './types.ts'
import { slashed } from './wording.ts'

export type EnterImplementing = {
  readonly unit: UnitId
  /** The directive. */
  readonly document: DocumentId
  /** As printed: `15-KH/HU`. */
  readonly printed: string
  readonly issuedOn: PlainDate
  readonly subject?: string
  readonly file?: Scan | null
  /** Clauses of the directive whose tasks of this unit the letter takes up. */
  readonly tasks: readonly number[]
}

const PRINTED_MAX = 100
const SUBJECT_MAX = 500

/**
 * Enters the unit's own implementing letter, issued outside the system: the first evidence that it took the directive up.
 * Refuses what `mustHoldLetter` refuses, a missing number, a day before the directive or in the future, a letter marked
 * secret, the same letter twice, and tasks that are not the unit's.
 */
export const enterImplementing = useCase<EnterImplementing, { readonly letter: string }>(
  'directives.enter-implementing',
  DRAFTS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...DRAFTS)
    if (!may.ok) return may
    const directive = await mustHoldLetter(tx, input.document, input.unit)
    if (!directive.ok) return directive
    const [printed, subject] = [input.printed.replace(/\s+/g, ' ').trim(), input.subject?.trim() ?? '']
    if (!/\d/.test(printed) || printed.length > PRINTED_MAX)
      return no(problem('directives.implementing-number', { max: PRINTED_MAX }, { field: 'printed' }))
    if (subject.length > SUBJECT_MAX)
      return no(problem('directives.implementing-subject', { max: SUBJECT_MAX }, { field: 'subject' }))
    const mark = secretMark({ secrecy: null, body: subject })
    if (mark) return no(secretProblem(mark))
    if (input.issuedOn > by.today) return no(problem('directives.implementing-in-future', {}, { field: 'issuedOn' }))
    if (directive.value.issuedOn && input.issuedOn < directive.value.issuedOn)
      return no(
        problem(
          'directives.implementing-before-directive',
          { number: directive.value.printed, date: slashed(directive.value.issuedOn) },
          { field: 'issuedOn' },
        ),
      )
    const id: string = by.command
    let file: FileId | null = null
    if (input.file) {
      const stored = await storeFile(tx, by, {
        ...input.file,
        unit: input.unit,
        owner: { kind: 'evidence', id },
        purpose: 'evidence',
      })
      if (!stored.ok) return stored
      file = stored.value
    }
    const entered = { id, document: input.document, unit: input.unit, printed, issuedOn: input.issuedOn, subject, file }
    if (!(await insertImplementing(tx, by, entered)))
      return no(problem('directives.implementing-already', { number: printed }, { field: 'printed' }))
    const tasks = [...new Set(input.tasks)]
    const shown = tasks.every(isOrdinal)
      ? await setEvidence(
          tx,
          by,
          { kind: 'letter', id, onDay: input.issuedOn },
          tasks.map(clause => ({ document: input.document, clause, unit: input.unit })),
        )
      : -1
    return shown === tasks.length
      ? yes({ letter: id })
      : no(problem('directives.no-such-task', undefined, { field: 'tasks' }))
  },
)
