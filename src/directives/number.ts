import { no, problem, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { insertDecision, matchingDocuments, searchText } from './document.sql.ts'
import { fillOtherGaps } from './fill-gaps.ts'
import { isOfUnit } from './issuer.ts'
import { foldNumber, likeness, marksOf } from './identity.ts'
import { bodyOf, lastSymbol, moveOutgoing, ownTwin, setNumber, type OutgoingRow } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { bookFor, enterNext, enterPrinted } from './register.ts'
import { composeSymbol, officeSign, OUTGOING, printedNumber } from './rules.ts'
import type { LetterAt, LetterFields, Moved, OutgoingState } from './types.ts'
import { NUMBERED_BY_ITS_ISSUER } from './wording.ts'

export type NumberLetter = LetterAt & {
  /** The number that the office's official register gave, when ours is only a tracking book. */
  readonly printed?: { readonly number: string; readonly symbol?: string | null } | null
  /** The short sign of the office in its symbols ("TU", "MTTQ-BTT"); needed once, where no earlier letter shows it. */
  readonly office?: string | null
  readonly issuedOn?: PlainDate | null
}
export type Numbered = Moved<OutgoingState> & {
  readonly number: string
  readonly symbol: string
  readonly printed: string
}

/**
 * Gives the signed letter its number: the next of the outgoing book, or the one printed, which must be free.
 * Refuses `directives.number-taken`, `directives.number-beyond-series`, `directives.number-is-ours` (a book that is
 * itself the official one gives the numbers), `directives.number-not-a-number`, `directives.symbol-missing`.
 */
export const number = useCase<NumberLetter, Numbered>(
  'directives.number',
  OUTGOING.number.by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'number')
    if (!step.ok) return step
    const { row, to } = step.value
    const issuedOn = row.on_paper && row.issued_on ? row.issued_on : (input.issuedOn ?? row.issued_on ?? by.today)
    const printed = row.on_paper && row.number ? { number: row.number, symbol: row.symbol } : (input.printed ?? null)
    const symbol = await symbolFor(tx, row, printed?.symbol ?? null, input.office ?? null)
    if (!symbol) return no(problem('directives.symbol-missing', {}, { field: 'office' }))
    const taken = await enter(tx, by, input, row, printed?.number ?? null, issuedOn)
    if (!taken.ok) return taken
    const letter = await fieldsWith(tx, input, row, { number: String(taken.value), symbol, issuedOn })
    const marks = { ...marksOf(letter, row.unit), symbol, searchText: searchText(letter) }
    if (await ownTwin(tx, input.document, row.unit, marks, row.doc_type)) {
      return no(
        problem(
          'directives.number-taken',
          { number: printedNumber(row.regime, letter.number, symbol) },
          { field: 'number' },
        ),
      )
    }
    await noteClashes(tx, by, input, row.unit, letter)
    await setNumber(tx, input.document, marks)
    await moveOutgoing(tx, by, input.document, { state: to, numbered: true })
    // Under another body's name a letter does not take the place that others keep for that body's paper.
    if (await isOfUnit(tx, row.issuer, row.unit, issuedOn)) await fillOtherGaps(tx, input.document, letter, row.unit)
    return yes({
      state: to,
      version: row.version + 1,
      number: letter.number,
      symbol,
      printed: printedNumber(row.regime, letter.number, symbol),
    })
  },
)

/** The symbol as printed, as drafted, or composed from the type of the letter and the office's sign. */
async function symbolFor(
  tx: Tx,
  row: OutgoingRow,
  printed: string | null,
  office: string | null,
): Promise<string | null> {
  const given = printed?.trim() || row.symbol?.trim()
  if (given) return given
  const regime = row.regime ?? 'state'
  const last = office?.trim() ? null : await lastSymbol(tx, row.unit, regime)
  const sign = office?.trim() || (last ? officeSign(regime, last) : '')
  return sign ? composeSymbol(regime, row.doc_type ?? '', sign) : null
}

async function enter(
  tx: Tx,
  by: Acting,
  at: LetterAt,
  row: OutgoingRow,
  printed: string | null,
  on: PlainDate,
): Promise<Result<number>> {
  const entering = {
    unit: row.unit,
    direction: 'outgoing' as const,
    document: at.document,
    docType: row.doc_type ?? '',
    on,
  }
  if (printed === null) return yes(await enterNext(tx, by, entering))
  const folded = foldNumber(printed)
  if (!/^[1-9]\d{0,8}$/.test(folded))
    return no(problem('directives.number-not-a-number', { number: printed }, { field: 'number' }))
  const book = await bookFor(tx, by, row.unit, 'outgoing')
  if (book.official && !row.on_paper)
    return no(problem('directives.number-is-ours', { book: book.name }, { field: 'number' }))
  return enterPrinted(tx, by, entering, Number(folded))
}

type Lettered = Pick<LetterFields, 'regime' | 'issuer' | 'subject' | 'body' | 'issuedOn'> & {
  readonly number: string
  readonly symbol: string
}
const fieldsWith = async (
  tx: Tx,
  at: LetterAt,
  row: OutgoingRow,
  n: { number: string; symbol: string; issuedOn: PlainDate },
): Promise<Lettered> => ({
  regime: row.regime ?? 'state',
  issuer: row.issuer,
  subject: row.subject,
  body: await bodyOf(tx, at.document),
  ...n,
})

/**
 * What others registered under the number that this office's own book now gives is another paper, and is noted as that:
 * only an office's own book refuses its numbers, or whoever registers something first could stop it.
 */
async function noteClashes(tx: Tx, by: Acting, at: LetterAt, unit: UnitId, letter: Lettered): Promise<void> {
  const marks = marksOf(letter, unit)
  const matches = await matchingDocuments(tx, marks, letter.subject)
  for (const other of matches.filter(m => m.held && m.id !== at.document && likeness(marks, m) !== null)) {
    await insertDecision(tx, by, {
      document: at.document,
      other: other.id,
      same: false,
      spelled: '',
      why: NUMBERED_BY_ITS_ISSUER,
    })
  }
}
