import { yes, type PersonId, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { notify } from '../notices/index.ts'
import { setDeliveryStatus } from './delivery.sql.ts'
import { lockIncoming, openTasks, setIncomingState, type IncomingRow } from './incoming.sql.ts'
import { letterLink } from './links.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { mayMoveIncoming } from './policy.ts'
import { after, INCOMING, printedNumber } from './rules.ts'
import { insertParts, setTaskState, type NewPart } from './task.sql.ts'
import type { IncomingState, LetterAt, Moved } from './types.ts'

/**
 * Hands the letter out as the leader's note says: every open task of the unit gets a part for the lead and one for
 * each that helps, and they are told. What was divided already stays as it is.
 */
export const handOut = useCase<LetterAt, Moved<IncomingState>>(
  'directives.hand-out',
  INCOMING['hand-out'].by,
  async (tx, by, input) => {
    const may = mayMoveIncoming(by.actor, input.unit, 'hand-out')
    if (!may.ok) return may
    const row = await lockIncoming(tx, input)
    if (!row) return noSuchLetter()
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    const state = after(INCOMING['hand-out'], row.state)
    if (!state) return wrongState(row.state)
    await giveParts(tx, by, input, row)
    await setIncomingState(tx, by, input, state)
    await setDeliveryStatus(tx, by, input.unit, input.document, '04', ['03'])
    return tell(tx, by, input, row, state)
  },
)

/** Lead and helpers as the note names them; the unit itself needs no part of its own task. */
const receivers = (at: LetterAt, row: IncomingRow): { unit: UnitId | null; person: PersonId | null }[] => [
  ...(row.lead_person_id ? [{ unit: null, person: row.lead_person_id }] : []),
  ...[...(row.lead_unit_id ? [row.lead_unit_id] : []), ...row.with_unit_ids]
    .filter((unit, i, all) => unit !== at.unit && all.indexOf(unit) === i)
    .map(unit => ({ unit, person: null })),
]

async function giveParts(tx: Tx, by: Acting, at: LetterAt, row: IncomingRow): Promise<void> {
  const to = receivers(at, row)
  if (to.length === 0) return
  const tasks = (await openTasks(tx, at)).filter(task => task.parts === 0)
  const parts: NewPart[] = tasks.flatMap(task =>
    to.map((receiver, i) => ({
      clause: task.clause,
      ordinal: i + 1,
      ...receiver,
      what: row.note?.trim() || task.text,
      dueOn: dueOn(row),
    })),
  )
  await insertParts(tx, by, at, parts)
  await setTaskState(
    tx,
    by,
    at,
    tasks.map(task => task.clause),
    'divided',
  )
}

const dueOn = (row: IncomingRow): PlainDate | null => row.due_on

async function tell(
  tx: Tx,
  by: Acting,
  at: LetterAt,
  row: IncomingRow,
  state: IncomingState,
): Promise<Result<Moved<IncomingState>>> {
  const parameters = {
    number: printedNumber(row.regime, row.number, row.symbol),
    subject: row.subject,
    note: row.note ?? '',
  }
  const link = letterLink(at.document)
  await notify(
    tx,
    by,
    receivers(at, row).map(to =>
      to.person
        ? { person: to.person, kind: 'letter-handed-out', parameters, link }
        : { unit: to.unit!, kind: 'letter-handed-out', parameters, link },
    ),
  )
  return yes({ state, version: row.version + 1 })
}
