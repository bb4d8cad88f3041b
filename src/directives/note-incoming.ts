import { no, problem, yes, type PlainDate, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { unitNames } from './document.sql.ts'
import { confirmClauses, insertNotedTasks, lockIncoming, writeNote, type ConfirmedClause } from './incoming.sql.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { mayMoveIncoming } from './policy.ts'
import { after, INCOMING } from './rules.ts'
import { isOrdinal, rhythmProblem } from './fit.ts'
import { personNames } from './task.sql.ts'
import type { AskRole, IncomingState, LetterAt, Moved, Rhythm, UnitOrPerson } from './types.ts'

export type NoteIncoming = LetterAt & {
  readonly words: string
  readonly lead: UnitOrPerson
  readonly with?: readonly UnitId[]
  readonly dueOn?: PlainDate | null
  /** The clauses that become this unit's tasks, with the rhythm and date as the leader sees them when they differ. */
  readonly clauses: readonly {
    readonly ordinal: number
    readonly role?: AskRole
    readonly rhythm?: Rhythm | null
    readonly dueOn?: PlainDate | null
    readonly dueText?: string | null
    readonly recurrence?: unknown
  }[]
}

/**
 * Bút phê: the leader writes who leads, who helps and by when, and confirms which of the clauses that the machine
 * read are work of this unit. Until then they are suggestions; now they are tasks. A note may be written anew until
 * the letter is handed out.
 */
export const noteIncoming = useCase<NoteIncoming, Moved<IncomingState>>(
  'directives.note-incoming',
  INCOMING.note.by,
  async (tx, by, input) => {
    const may = mayMoveIncoming(by.actor, input.unit, 'note')
    if (!may.ok) return may
    const row = await lockIncoming(tx, input)
    if (!row) return noSuchLetter()
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    const state = after(INCOMING.note, row.state)
    if (!state) return wrongState(row.state)
    for (const [at, clause] of input.clauses.entries()) {
      if (!isOrdinal(clause.ordinal))
        return no(problem('directives.number-out-of-range', {}, { row: at + 1, field: 'clauses' }))
      const wrong = clause.rhythm ? rhythmProblem({ ...clause, rhythm: clause.rhythm }, at + 1) : null
      if (wrong) return no(wrong)
    }
    const named = [...(input.with ?? []), ...('unit' in input.lead ? [input.lead.unit] : [])]
    const known = await unitNames(tx, named)
    const people = 'person' in input.lead ? await personNames(tx, [input.lead.person]) : null
    if (named.some(unit => !known.has(unit)) || people?.size === 0)
      return no(problem('directives.no-such-unit', {}, { field: 'lead' }))
    await writeNote(tx, by, input, {
      words: input.words,
      leadUnit: 'unit' in input.lead ? input.lead.unit : null,
      leadPerson: 'person' in input.lead ? input.lead.person : null,
      withUnits: input.with ?? [],
      dueOn: input.dueOn ?? null,
    })
    await confirmClauses(
      tx,
      by,
      input.document,
      input.clauses.map(c => c.ordinal),
    )
    await insertNotedTasks(tx, by, input, input.clauses.map(confirmed))
    return yes({ state, version: row.version + 1 })
  },
)

const confirmed = (clause: NoteIncoming['clauses'][number]): ConfirmedClause => ({
  clause: clause.ordinal,
  role: clause.role ?? 'lead',
  rhythm: clause.rhythm ?? null,
  dueOn: clause.dueOn ?? null,
  dueText: clause.dueText ?? null,
  recurrence: clause.recurrence ?? null,
})
