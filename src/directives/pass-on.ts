import { assert, no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { headingOf as paperHead } from '../org/index.ts'
import { insertCitations } from './cite.sql.ts'
import { draft, type Drafted } from './draft-outgoing.ts'
import { hasIncoming } from './incoming.sql.ts'
import { EMPTY_LETTER } from './letter.ts'
import { noSuchLetter } from './moved.sql.ts'
import { areasBelow, clausesFor, headingOf, type Parent, type ParentClause } from './pass-on.sql.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { linesOf } from './register.sql.ts'
import { carriedWords, coveringBody, coveringSubject, nameOf, phraseBelow } from './wording.ts'
import type { ClauseInput, LetterFields } from './types.ts'

export type PassOn = {
  readonly unit: UnitId
  /** The letter that is passed on; it stands in the unit's incoming book. */
  readonly document: DocumentId
  readonly subject?: string
  readonly body?: string
  readonly addressees?: readonly string[]
  readonly copies?: readonly string[]
  /** Ordinals of the parent's clauses that are carried on; those that are work of this unit when absent, else all. */
  readonly clauses?: readonly number[]
  readonly symbol?: string | null
}

/**
 * Drafts the covering letter with which a unit passes a letter on down its own line: the parent's clauses carried on,
 * its limit of circulation inherited. Then the ordinary steps follow: submit, sign, number, issue.
 * Refuses `directives.not-received` (register it first) and `directives.to-whom` (nothing lies below, name addressees).
 */
export const passOn = useCase<PassOn, Drafted>('directives.pass-on', DRAFTS, async (tx, by, input) => {
  const may = mayDraft(by.actor, input.unit)
  if (!may.ok) return may
  const parent = await headingOf(tx, input.document)
  if (!parent?.held) return noSuchLetter()
  if (!(await hasIncoming(tx, input.unit, input.document))) return no(problem('directives.not-received'))
  const below = await areasBelow(tx, input.unit, by.today)
  assert(below, 'the actor holds a role at a unit that exists')
  const addressees = input.addressees?.length
    ? input.addressees
    : [phraseBelow(below)].filter(phrase => phrase !== null)
  const [phrase] = addressees
  if (!phrase) return no(problem('directives.to-whom', {}, { field: 'addressees' }))
  const chosen = choose(await clausesFor(tx, input.document, input.unit), input.clauses)
  const clauses = chosen.map((clause, at) => carriedOn(clause, at, { id: input.document, heading: parent }, addressees))
  const drafted = await draft(
    tx,
    by,
    {
      unit: input.unit,
      fields: {
        ...(await blank(tx, by, input.unit)),
        issuer: below.unit,
        symbol: input.symbol ?? null,
        subject: input.subject?.trim() || coveringSubject(parent),
        circulationFloor: parent.circulation_floor,
        body: input.body?.trim() || coveringBody(below.unit, phrase, parent, clauses),
        addressees,
        copies: input.copies ?? [],
        clauses,
      },
    },
    input.document,
  )
  if (!drafted.ok) return drafted
  await citeForwarded(tx, drafted.value.document, input.document, parent)
  return yes(drafted.value)
})

/** A covering letter says in its first words what it passes on. */
export const citeForwarded = (tx: Tx, document: DocumentId, parent: DocumentId, heading: Parent) =>
  insertCitations(tx, [
    { document, cited: parent, kind: 'forwards', ordinal: 1, words: nameOf(heading), toldBy: document },
  ])

function choose(clauses: readonly ParentClause[], wanted: readonly number[] | undefined): readonly ParentClause[] {
  if (wanted) return clauses.filter(clause => wanted.includes(clause.ordinal))
  const mine = clauses.filter(clause => clause.mine)
  return mine.length > 0 ? mine : clauses
}

const carriedOn = (
  clause: ParentClause,
  at: number,
  from: { id: DocumentId; heading: Parent },
  phrases: readonly string[],
): ClauseInput => ({
  label: String(at + 1),
  text: carriedWords(clause.text, from.heading),
  force: clause.force ?? 'de-nghi',
  rhythm: clause.rhythm,
  dueOn: clause.due_on,
  dueText: clause.due_text,
  recurrence: clause.recurrence,
  asks: phrases.map(phrase => ({
    phrase,
    role: 'lead' as const,
    force: clause.force ?? 'de-nghi',
    sentence: carriedWords(clause.text, from.heading),
  })),
  sources: [{ document: from.id, ordinal: clause.ordinal }],
})

/** An empty letter with the unit's place, in the layout of its line: the Party's own, or the State's, which the Front and the societies use. */
export async function blank(tx: Tx, by: Acting, unit: UnitId): Promise<LetterFields> {
  const lines = await linesOf(tx, unit, by.today)
  const head = await paperHead(tx, unit, by.today)
  return {
    ...EMPTY_LETTER,
    place: head?.place || null,
    regime: lines[0] === 'party' && lines.length === 1 ? 'party' : 'state',
  }
}
