import { no, problem, yes, type PlainDate, type Problem, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { mustHoldLetter, setEvidence, type Scan } from '../directives/index.ts'
import { storeFile } from '../files/index.ts'
import { branchesOf } from '../org/index.ts'
import { ENTERS, mayEnterStudy } from './policy.ts'
import { freezeRoll, groupKey, keepersOf, lockRoll, type RollLine } from './roll.sql.ts'
import { audiencesWithin, FORMS, hoursOf, lineProblem, localOf, MEANS, repeatedRow, type Hours } from './rules.ts'
import { insertAttendance, insertSession, overlapsOf } from './session.sql.ts'
import type { AttendanceRow, Means, SessionId, StudyAt, StudyForm } from './types.ts'

export type RecordSession = StudyAt & {
  readonly form: StudyForm
  /** As the clock in Viet Nam shows it, `YYYY-MM-DDTHH:MM`. */
  readonly from: string
  readonly until: string
  readonly place: string
  readonly means: Means
  readonly note?: string
  readonly rows: readonly AttendanceRow[]
  /** Clauses of the letter whose tasks of this unit the session shows. */
  readonly tasks: readonly number[]
  readonly file?: Scan | null
}
export type SessionRecorded = { readonly session: SessionId; readonly reached: number }

const PLACE_MAX = 200
const NOTE_MAX = 2_000

/**
 * Enters a session that was held: when and where, and how many of each branch and audience were called, came, and caught
 * up later. It is evidence of the tasks named. Freezes the roll. Refuses what the letter's limit of circulation, the roll
 * and the unit's other sessions do not allow, with the row.
 */
export const recordSession = useCase<RecordSession, SessionRecorded>(
  'dissemination.record-session',
  ENTERS,
  async (tx, by, input) => {
    const may = mayEnterStudy(by.actor, input.unit)
    if (!may.ok) return may
    const letter = await mustHoldLetter(tx, input.document, input.unit)
    if (!letter.ok) return letter
    const wrong = headProblem(input)
    if (wrong) return no(wrong)
    const hours = hoursOf(input, by.now, letter.value.issuedOn)
    if ('kind' in hours) return no(hours)
    const own = new Set((await branchesOf(tx, input.unit, by.today)).map(branch => branch.id))
    const roll = await lockRoll(tx, input)
    const refused =
      groupsProblem(input.rows, own, letter.value.floors) ??
      rollProblem(
        input.rows,
        roll,
        await keepersOf(
          tx,
          input,
          input.rows.map(row => row.branch),
        ),
      ) ??
      (await overlapProblem(tx, { unit: input.unit, document: input.document, rows: input.rows, ...hours }))
    if (refused) return no(refused)
    const session = by.command as string as SessionId
    await freezeRoll(tx, by, input)
    const { unit, document, form, means } = input
    const made = {
      id: session,
      unit,
      document,
      form,
      means,
      ...hours,
      place: input.place.trim(),
      note: input.note?.trim() ?? '',
    }
    await insertSession(tx, by, made)
    await insertAttendance(tx, by, made, input.rows)
    const kept = await keepFile(tx, by, input, session)
    if (!kept.ok) return kept
    const shown = await show(tx, by, input, session, hours)
    return shown.ok
      ? yes({ session, reached: input.rows.reduce((sum, row) => sum + row.present + row.caughtUp, 0) })
      : shown
  },
)

function headProblem(input: RecordSession): Problem | null {
  if (!FORMS.includes(input.form)) return problem('dissemination.form-missing', {}, { field: 'form' })
  if (!MEANS.includes(input.means)) return problem('dissemination.means-missing', {}, { field: 'means' })
  const place = input.place.trim()
  if (place === '' || place.length > PLACE_MAX)
    return problem('dissemination.place-missing', { max: PLACE_MAX }, { field: 'place' })
  return (input.note?.length ?? 0) > NOTE_MAX
    ? problem('dissemination.note-long', { max: NOTE_MAX }, { field: 'note' })
    : null
}

function groupsProblem(
  rows: readonly AttendanceRow[],
  own: ReadonlySet<UnitId>,
  floors: readonly string[],
): Problem | null {
  if (rows.length === 0) return problem('dissemination.session-empty', {}, { field: 'rows' })
  const allowed = audiencesWithin(floors)
  for (const [at, row] of rows.entries()) {
    const here = { row: at + 1, field: 'called' }
    if (!own.has(row.branch)) return problem('dissemination.branch-of-another', {}, here)
    if (!allowed.includes(row.audience)) return problem('dissemination.beyond-circulation', {}, here)
    const wrong = lineProblem(row, at + 1)
    if (wrong) return wrong
  }
  const again = repeatedRow(rows)
  return again ? problem('dissemination.group-twice', {}, { row: again, field: 'called' }) : null
}

function rollProblem(
  rows: readonly AttendanceRow[],
  roll: readonly RollLine[],
  keepers: ReadonlyMap<UnitId, string>,
): Problem | null {
  const counted = new Map(roll.map(line => [groupKey(line), line]))
  for (const [at, row] of rows.entries()) {
    const here = { row: at + 1, field: 'called' }
    const keeper = keepers.get(row.branch)
    if (keeper) return problem('dissemination.counted-by-another', { unit: keeper }, here)
    const line = counted.get(groupKey(row))
    if (!line) return problem('dissemination.not-counted', {}, here)
    if (row.called > line.people)
      return problem('dissemination.more-called-than-roll', { called: row.called, people: line.people }, here)
    const reached = row.present + row.caughtUp
    if (line.reached + reached > line.people)
      return problem(
        'dissemination.more-reached-than-roll',
        { before: line.reached, reached, people: line.people },
        { row: at + 1, field: 'present' },
      )
  }
  return null
}

async function overlapProblem(
  tx: Tx,
  at: StudyAt & Hours & { readonly rows: readonly AttendanceRow[] },
): Promise<Problem | null> {
  const [first] = await overlapsOf(tx, at, at.rows)
  if (!first) return null
  const clock = (when: Date) => {
    const local = localOf(when)
    return `${local.slice(11)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`
  }
  const values = { unit: first.unitName, from: clock(first.from), until: clock(first.until) }
  return problem('dissemination.overlaps', values, { row: first.row, field: 'called' })
}

async function keepFile(tx: Tx, by: Acting, input: RecordSession, id: SessionId): Promise<Result<unknown>> {
  if (!input.file) return yes(null)
  return storeFile(tx, by, {
    ...input.file,
    unit: input.unit,
    owner: { kind: 'evidence', id },
    purpose: 'evidence',
  })
}

/** The session shows the tasks that the person ticked, on the day on which it ended. */
async function show(
  tx: Tx,
  by: Acting,
  { unit, document, tasks }: RecordSession,
  id: SessionId,
  hours: Hours,
): Promise<Result<true>> {
  const named = [...new Set(tasks)]
  const fits = named.every(clause => Number.isInteger(clause) && clause > 0 && clause < 32_768)
  const onDay = localOf(hours.until).slice(0, 10) as PlainDate
  const found = fits
    ? await setEvidence(
        tx,
        by,
        { kind: 'session', id, onDay },
        named.map(clause => ({ document, clause, unit })),
      )
    : -1
  return found === named.length ? yes(true) : no(problem('directives.no-such-task', undefined, { field: 'tasks' }))
}
