import { createHash } from 'node:crypto'
import { fold, type DocumentId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { citedCandidates, insertCitations, insertGaps, type Gap } from './cite.sql.ts'
import { isCited, marksOf, marksOfCited, splitNumber, type Marks } from './identity.ts'
import type { CitationInput } from './types.ts'

/**
 * Joins a letter to the papers that it cites. What we do not hold becomes a gap: a row that says what is missing and
 * that is filled, keeping its id, on the day the paper itself comes in.
 */
export async function cite(
  tx: Tx,
  by: Acting,
  document: DocumentId,
  citations: readonly CitationInput[],
): Promise<void> {
  if (citations.length === 0) return
  const marks = citations.map(each => marksOfCited(each) ?? namedOnly(each))
  const candidates = await citedCandidates(tx, marks)
  const ids: DocumentId[] = []
  const gaps: Gap[] = []
  for (const [at, cited] of citations.entries()) {
    const own = marks[at]!
    const stored = own.number === null ? undefined : candidates.find(c => c.at === at && isCited(own, c))
    const earlier = gaps.find(gap => (own.number === null ? gap.id === nameId(cited.number) : isCited(own, gap.marks)))
    const gap = stored || earlier ? null : gapOf(by, cited, own, at)
    if (gap) gaps.push(gap)
    ids.push(stored?.id ?? earlier?.id ?? gap!.id)
  }
  await insertGaps(tx, by, gaps)
  await insertCitations(
    tx,
    citations.flatMap((each, at) => {
      // What another cited paper continues is only mentioned by this one: the chain runs through the paper between them.
      const kind = each.kind === 'continues' && citations.some(c => c.cites === at) ? 'mentions' : each.kind
      const row = { document, cited: ids[at]!, kind, ordinal: at + 1, words: each.words ?? '', toldBy: document }
      const beyond = each.cites === null || each.cites === undefined ? undefined : ids[each.cites]
      return beyond ? [row, { ...row, document: ids[at]!, cited: beyond, kind: 'continues' as const }] : [row]
    }),
  )
}

/** A law cited by its name alone: the name is all there is to know it by. */
const namedOnly = (cited: CitationInput): Marks =>
  marksOf({ issuer: cited.issuer ?? '', number: null, symbol: null, issuedOn: cited.date ?? null }, null)

const gapOf = (by: Acting, cited: CitationInput, marks: Marks, at: number): Gap => ({
  id: marks.number === null ? nameId(cited.number) : idFor(`${by.command}/gap/${at}`),
  docType: cited.type,
  regime: PARTY_NUMBER.test(cited.number) ? 'party' : null,
  issuer: cited.issuer ?? '',
  symbol: splitNumber(cited.number)?.symbol ?? null,
  subject: marks.number === null ? cited.number : '',
  marks,
})

/** Party organs and the Youth Union write 44-KL/TW, everybody else 2052/MTTQ-BTT. */
const PARTY_NUMBER = /^\s*(?:số\s*:?\s*)?\d+[a-zđ]?\s*[-–]/iu

const nameId = (name: string): DocumentId => idFor(`law/${fold(name)}`)

/** A version 8 UUID from a name, so that a repeated command makes the same rows. */
export function idFor(name: string): DocumentId {
  const hex = createHash('sha256').update(`directives/${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}` as DocumentId
}
