import { assert, no, problem, yes, type DocumentId, type PlainDate, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { notify } from '../notices/index.ts'
import { addressingOf, bodyOfKind, type Addressing } from './addressing.ts'
import { setEvidence } from './evidence.sql.ts'
import { carriedOnTasks } from './implementing.sql.ts'
import {
  insertDeliveries,
  insertFollowers,
  insertPersonDeliveries,
  insertTasks,
  joinThreads,
  markPassedOn,
  neighboursOf,
} from './issue.sql.ts'
import { letterLink } from './links.ts'
import { moveOutgoing, type OutgoingRow } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { OUTGOING, printedNumber } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

export type Issued = Moved<OutgoingState> & {
  readonly units: number
  readonly persons: number
  readonly tasks: number
  readonly followers: number
}

/**
 * Sends the numbered letter to everybody it addresses, as of its date, and makes the tasks of those whom a clause asks.
 * Set-based: the same number of statements for one unit and for 3,400.
 * Refuses `directives.no-addressee` and `directives.nobody` (the phrases that named nobody).
 */
export const issue = useCase<LetterAt, Issued>('directives.issue', OUTGOING.issue.by, async (tx, by, input) => {
  const step = await stepOutgoing(tx, by, input, 'issue')
  if (!step.ok) return step
  const { row, to } = step.value
  assert(row.issued_on, 'a numbered letter has its day')
  const addressing = await addressingOf(tx, input.document, row, row.issued_on)
  if (addressing.units.length + addressing.persons.length === 0) return nobody(addressing)
  const sending = { document: input.document, from: row.unit }
  // Issued first: the database lets nothing be delivered before.
  await moveOutgoing(tx, by, input.document, { state: to, issued: true })
  await joinThreads(tx, sending)
  await insertDeliveries(tx, by, sending, addressing)
  await insertPersonDeliveries(tx, by, sending, addressing)
  await insertTasks(tx, by, sending, addressing)
  await insertFollowers(tx, sending, addressing)
  if (row.forwards_id) {
    await markPassedOn(tx, input.document, await oneBodyWith(tx, row.unit))
    await showTakenUp(tx, by, { document: input.document, forwards: row.forwards_id, unit: row.unit }, row.issued_on)
  }
  await notify(tx, by, noticesOf(input, row, addressing))
  const { units, persons, tasks, followers } = addressing
  return yes({
    state: to,
    version: row.version + 1,
    units: units.length,
    persons: persons.length,
    tasks: tasks.length,
    followers: followers.length,
  })
})

/** A covering letter is the first evidence that its unit took up the tasks whose clauses it carries on. */
async function showTakenUp(
  tx: Tx,
  by: Acting,
  at: { document: DocumentId; forwards: DocumentId; unit: UnitId },
  onDay: PlainDate,
): Promise<void> {
  const clauses = await carriedOnTasks(tx, at)
  if (clauses.length === 0) return
  const tasks = clauses.map(clause => ({ document: at.forwards, clause, unit: at.unit }))
  await setEvidence(tx, by, { kind: 'letter', id: at.document, onDay }, tasks)
}

/**
 * The unit and whoever is the same body in the same area: 1016 is addressed to the Party delegation in the Front, and the
 * Front's standing board passes it on.
 */
async function oneBodyWith(tx: Tx, unit: UnitId): Promise<UnitId[]> {
  const near = await neighboursOf(tx, unit)
  const body = bodyOfKind(near.find(each => each.id === unit)?.kind ?? '')
  return near.filter(each => each.id === unit || (body !== null && bodyOfKind(each.kind) === body)).map(each => each.id)
}

const nobody = (addressing: Addressing) => {
  const phrases = addressing.phrases.map(each => each.phrase)
  return phrases.length === 0
    ? no(problem('directives.no-addressee', {}, { field: 'addressees' }))
    : no(problem('directives.nobody', { phrases: phrases.join('; ') }, { field: 'addressees' }))
}

function noticesOf(input: LetterAt, row: OutgoingRow, addressing: Addressing) {
  const parameters = {
    number: printedNumber(row.regime, row.number, row.symbol),
    issuer: row.issuer,
    subject: row.subject,
  }
  const rest = { kind: 'letter-arrived', parameters, link: letterLink(input.document) }
  return [
    ...addressing.units.map(({ unit }) => ({ unit, ...rest })),
    ...addressing.persons.map(({ person }) => ({ person, ...rest })),
  ]
}
