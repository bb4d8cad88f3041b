import { assert, no, problem, yes, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { documentAlike, insertDecision, matchingDocuments, type Match } from './document.sql.ts'
import { inHandOf } from './outgoing.sql.ts'
import { isCited, likeness, marksOf } from './identity.ts'
import { printedNumber } from './rules.ts'
import { slashed } from './wording.ts'
import type { LetterFields, NearDecision } from './types.ts'

export type Recognised = {
  readonly document: DocumentId
  /** A paper new to everyone, one that was only cited so far, or one that we hold. */
  readonly kind: 'new' | 'gap' | 'held'
  /** Near matches that the person told apart. */
  readonly near: readonly DocumentId[]
}
export type Recognise = {
  /** The office that enters the paper. */
  readonly unit: UnitId
  readonly fields: LetterFields
  readonly issuerUnit: UnitId | null
  readonly decision?: NearDecision | null
}

/** Below this likeness of text, somebody else's letter is not opened to who only knows its number. */
const SAME_WORDS = 0.5

/**
 * Which document this paper is. The same marks are the same paper; a near match is a person's decision; a letter that
 * another office keeps is opened only to who shows its words, because its number alone is printed in every letter
 * that cites it. An office that is told so, or to which a stranger's text was shown, may still enter its own copy of the
 * paper in its hands: it decides that the two differ, and why. Refuses `directives.near-match`, `directives.kept-elsewhere`, `directives.not-a-candidate`.
 */
export async function recognise(tx: Tx, by: Acting, paper: Recognise): Promise<Result<Recognised>> {
  const marks = marksOf(paper.fields, paper.issuerUnit)
  const matches = await matchingDocuments(tx, marks, paper.fields.subject)
  const alike = matches
    .filter(m => m.held)
    .flatMap(match => {
      const like = likeness(marks, match)
      return like ? [{ match, like }] : []
    })
  const same = alike.filter(h => h.like === 'same')
  if (same.length > 0)
    return openOne(
      tx,
      by,
      paper,
      same.map(h => h.match),
      alike.map(h => h.match.id),
    )
  if (paper.decision && 'sameAs' in paper.decision) {
    const { sameAs } = paper.decision
    const chosen = alike.find(h => h.match.id === sameAs)
    return chosen ? openOne(tx, by, paper, [chosen.match], []) : no(problem('directives.not-a-candidate'))
  }
  if (alike.length > 0 && !paper.decision) return no(nearMatch(alike))
  if (alike.length > 0 && unexplained(paper)) return no(problem('directives.why-different', {}, { field: 'why' }))
  const gap = matches.find(m => !m.held && isCited(m, marks))
  const others = alike.map(h => h.match.id)
  return yes(gap ? { document: gap.id, kind: 'gap', near: others } : { document: newId(by), kind: 'new', near: others })
}

/** What a person decided about near matches is kept, so that nobody is asked twice and anybody can see who said so. */
export async function recordDecision(
  tx: Tx,
  by: Acting,
  paper: Pick<Recognise, 'fields' | 'decision'>,
  found: Recognised,
): Promise<void> {
  if (!paper.decision) return
  const { document } = found
  const spelled = [paper.fields.issuer, paper.fields.number, paper.fields.symbol].filter(Boolean).join(' ')
  if ('sameAs' in paper.decision)
    return void (await insertDecision(tx, by, { document, other: document, same: true, spelled, why: '' }))
  for (const other of found.near)
    await insertDecision(tx, by, { document, other, same: false, spelled, why: paper.decision.why })
}

/** A command makes at most one letter, so the letter takes the id that the caller made for the command. */
const newId = (by: Acting): DocumentId => by.command as string as DocumentId

const unexplained = ({ decision }: Recognise): boolean =>
  decision !== null && decision !== undefined && 'different' in decision && decision.why.trim() === ''

/**
 * Of the stored papers with the same marks the one that this office has or may read, else one whose words it shows.
 * When it shows none of them, or says that they differ from the paper in its hands, it enters a paper of its own.
 */
async function openOne(
  tx: Tx,
  by: Acting,
  paper: Recognise,
  matches: readonly Match[],
  near: readonly DocumentId[],
): Promise<Result<Recognised>> {
  for (const match of matches) if (await inHandOf(tx, paper.unit, match.id)) return held(match)
  if (paper.decision && 'different' in paper.decision) {
    return unexplained(paper)
      ? no(problem('directives.why-different', {}, { field: 'why' }))
      : yes({ document: newId(by), kind: 'new', near })
  }
  const readable = matches.find(match => match.readable)
  if (readable) return held(readable)
  for (const match of matches) if ((await documentAlike(tx, match.id, paper.fields)) >= SAME_WORDS) return held(match)
  return no(
    problem(
      'directives.kept-elsewhere',
      { number: nameOf(matches[0]!), ...candidates(matches.map(match => ({ match, like: 'same' }))) },
      { field: 'number' },
    ),
  )
}

const held = (match: Match): Result<Recognised> => yes({ document: match.id, kind: 'held', near: [] })

/** The candidates travel in the problem as text, because a problem is plain data: `candidate1`, `document1`, `like1` … */
function nearMatch(near: readonly { match: Match; like: string }[]) {
  assert(near.length > 0, 'a near match has a candidate')
  return problem('directives.near-match', candidates(near), { field: 'symbol' })
}

function candidates(near: readonly { match: Match; like: string }[]): Record<string, string> {
  const each = near.slice(0, 5).flatMap(({ match, like }, at) => [
    [`document${at + 1}`, match.id],
    [`candidate${at + 1}`, nameOf(match)],
    [`like${at + 1}`, like],
  ])
  return {
    candidates: near.map(h => nameOf(h.match)).join('; '),
    count: String(near.length),
    ...Object.fromEntries(each),
  }
}

const nameOf = (match: Match): string =>
  [printedNumber(match.regime, match.number, match.symbol), match.issuer, match.issuedOn && slashed(match.issuedOn)]
    .filter(Boolean)
    .join(', ')
