import { isUuid, problem, type PlainDate, type Problem } from '../kernel/index.ts'
import { plainTextOf, type Letter } from '../paper/index.ts'
import { secretMark, secretProblem } from './letter.ts'
import type { LetterFields, Rhythm, Scan } from './types.ts'

/** Whether typed fields can stand: pure, looked at before anything is stored. */

/** A clause with a deadline needs the day or the letter's words for it; one that recurs needs its rhythm or those words. */
export function rhythmProblem(
  clause: {
    readonly rhythm: Rhythm
    readonly dueOn?: PlainDate | null
    readonly dueText?: string | null
    readonly recurrence?: unknown
  },
  row: number,
): Problem | null {
  if (clause.rhythm === 'deadline' && !clause.dueOn && !clause.dueText?.trim())
    return problem('directives.deadline-without-day', {}, { row, field: 'dueOn' })
  if (clause.rhythm === 'recurring' && !clause.recurrence && !clause.dueText?.trim()) {
    return problem('directives.recurring-without-rhythm', {}, { row, field: 'recurrence' })
  }
  return null
}

/** More than any letter has; a file made to choke the reader is stopped here. */
const LIST_MAX = 500
const PHRASES_MAX = 300
/** What a column of small numbers holds. */
const SMALL = 32_767
const WHOLE = 2_147_483_647

/** The longest text of each field, in characters: more than any letter has, and what every rule here reads in no time. */
const LENGTHS = {
  number: 40,
  symbol: 100,
  docType: 100,
  issuer: 500,
  subject: 5_000,
  place: 200,
  authorityPrefix: 200,
  authorityBody: 500,
  signerTitle: 200,
  signerName: 200,
  circulationFloor: 200,
  body: 2_500_000,
} as const satisfies Partial<Record<keyof LetterFields, number>>
const PHRASE = 600
const CLAUSE = 100_000

/** What may not enter, or not be stored as it is. */
export function letterProblem(fields: LetterFields): Problem | null {
  const long = lengthProblem(fields)
  if (long) return long
  const mark = secretMark(fields)
  if (mark) return secretProblem(mark)
  if (fields.subject.trim() === '' && fields.body.trim() === '')
    return problem('directives.subject-missing', {}, { field: 'subject' })
  for (const [at, clause] of fields.clauses.entries()) {
    const wrong = rhythmProblem(clause, at + 1) ?? ordinalProblem(clause, at + 1)
    if (wrong) return wrong
  }
  return null
}

/** Lists first, because only then is it known that looking at each of their texts takes no time. */
function lengthProblem(fields: LetterFields): Problem | null {
  if (fields.addressees.length + fields.copies.length > PHRASES_MAX)
    return problem('directives.list-too-long', { max: PHRASES_MAX }, { field: 'addressees' })
  const lists = [
    fields.clauses,
    fields.citations,
    ...fields.clauses.map(clause => clause.asks),
    ...fields.clauses.map(clause => clause.sources ?? []),
  ]
  if (lists.some(list => list.length > LIST_MAX)) return problem('directives.list-too-long', { max: LIST_MAX })
  for (const [field, max] of Object.entries(LENGTHS) as [keyof typeof LENGTHS, number][]) {
    if ((fields[field] ?? '').length > max) return tooLong(field, max)
  }
  for (const field of ['addressees', 'copies'] as const) {
    const at = fields[field].findIndex(phrase => phrase.length > PHRASE)
    if (at >= 0) return tooLong(field, PHRASE, at + 1)
  }
  for (const [at, clause] of fields.clauses.entries()) {
    if (clause.text.length > CLAUSE) return tooLong('clauses', CLAUSE, at + 1)
    const short = [clause.label, clause.dueText, ...clause.asks.map(ask => ask.phrase)]
    if (short.some(text => (text ?? '').length > PHRASE)) return tooLong('clauses', PHRASE, at + 1)
    if (clause.asks.some(ask => (ask.sentence ?? '').length > CLAUSE || (ask.act ?? '').length > CLAUSE))
      return tooLong('clauses', CLAUSE, at + 1)
  }
  const cited = fields.citations.findIndex(
    each =>
      [each.type, each.number, each.issuer].some(text => (text ?? '').length > PHRASE) ||
      (each.words ?? '').length > LENGTHS.subject,
  )
  return cited < 0 ? null : tooLong('citations', PHRASE, cited + 1)
}

const tooLong = (field: string, max: number, row?: number): Problem =>
  problem('directives.too-long', { field, max }, row === undefined ? { field } : { field, row })

/** Numbers inside a clause that the books cannot hold: they come from programs, not from people. */
function ordinalProblem(clause: LetterFields['clauses'][number], row: number): Problem | null {
  const fits = (n: number | null | undefined, max: number) =>
    n === null || n === undefined || (Number.isInteger(n) && n >= 0 && n <= max)
  const good =
    fits(clause.startsAt, WHOLE) &&
    fits(clause.endsAt, WHOLE) &&
    clause.asks.every(ask => fits(ask.chain, SMALL)) &&
    (clause.sources ?? []).every(source => fits(source.ordinal, SMALL) && isUuid(source.document))
  return good ? null : problem('directives.number-out-of-range', {}, { row, field: 'clauses' })
}

/** Whether a number can be the place of a clause or part in a letter. */
export const isOrdinal = (n: number): boolean => Number.isInteger(n) && n > 0 && n <= SMALL

/**
 * Whether the reading or the file that comes with the fields bears a secrecy mark: typed fields may have left it out. A
 * file that must be opened first (docx, pdf) is read by the door, which passes its `reading` or refuses.
 */
export function secretReading(input: {
  readonly reading?: Letter | null
  readonly scan?: Scan | null
}): Problem | null {
  const read = input.reading ? secretMark({ secrecy: input.reading.secrecy, body: input.reading.text }) : null
  if (read) return secretProblem(read)
  const text = input.scan ? plainTextOf(input.scan.bytes) : null
  const mark = text === null ? null : secretMark({ secrecy: null, body: text })
  return mark ? secretProblem(mark) : null
}

/**
 * Text as the database can keep it: without NUL characters and broken surrogates, which files from old programs and
 * hostile ones carry. Everything else stays as it came.
 */
export const storable = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each,
  ) as T
