import {
  fieldsOf,
  type Checked,
  type ClauseInput,
  type LetterFields,
  type NearDecision,
} from '../../directives/index.ts'
import { idFrom, plainDate, type DocumentId } from '../../kernel/index.ts'
import type { Letter, Range } from '../../paper/index.ts'
import type { FormValues } from '../visit.ts'
import type { Shown } from './desk-fields.tsx'
import { namesRhythm, rhythmFrom } from './rhythm.tsx'

/** What the desk's form sends, laid over what was read. */

export const asRead = (letter: Letter): Shown => {
  const fields = fieldsOf(letter)
  return {
    fields,
    clauses: fields.clauses.map(clause => ({ clause, kept: true, changed: false })),
    taken: {},
    confirmed: false,
  }
}

/** What the clerk said about letters that look like this one; nothing when nothing was asked. */
export function decisionFrom(form: FormValues): NearDecision | null {
  const same = idFrom<DocumentId>(form.text('sameAs'))
  if (same) return { sameAs: same }
  return form.text('sameAs') === 'different' ? { different: true, why: form.text('why') } : null
}

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
const orNull = (text: string): string | null => text || null

/** The reading with the clerk's corrections laid over it. */
export function shownFrom(form: FormValues, letter: Letter): Shown {
  const was = fieldsOf(letter)
  // By their place in the reading, so that a second look at the form means the same clauses as the first.
  const asRead = new Set(form.text('as-read').split(' ').filter(Boolean).map(Number))
  const clauses = was.clauses.map((read, at) => {
    if (asRead.has(at)) return { clause: read, kept: true, changed: false }
    const clause = clauseFrom(form, read, at)
    return { clause, kept: form.has(`clause-${at}`), changed: JSON.stringify(clause) !== JSON.stringify(read) }
  })
  const fields: LetterFields = {
    ...was,
    regime: form.text('regime') === 'party' ? 'party' : form.text('regime') === 'youth_union' ? 'youth_union' : 'state',
    docType: form.text('docType') || 'công văn',
    issuer: form.text('issuer'),
    number: orNull(form.text('number')),
    symbol: orNull(form.text('symbol')),
    issuedOn: plainDate(form.text('issuedOn')),
    subject: form.text('subject'),
    place: orNull(form.text('place')),
    signerTitle: orNull(form.text('signerTitle')),
    signerName: orNull(form.text('signerName')),
    circulationFloor: orNull(form.text('circulationFloor')),
    addressees: lines(form.text('addressees')),
    copies: lines(form.text('copies')),
    clauses: clauses.filter(one => one.kept).map(one => one.clause),
  }
  return { fields, clauses, taken: takenFrom(form, letter), confirmed: form.has('confirmed') }
}

/** How the desk was used, for the unit's test set. */
export const checkedFrom = ({ clauses, taken, confirmed }: Shown): Checked => ({
  confirmed,
  taken,
  kept: clauses.flatMap((one, at) => (one.kept ? [at] : [])),
})

/** The fields of the desk that can be filled from the text. */
const TAKEN = [
  'docType',
  'number',
  'symbol',
  'date',
  'place',
  'issuer',
  'subject',
  'addressees',
  'recipients',
  'signerTitle',
  'signerName',
  'circulation',
]

/** Places in the letter's own text only: what a browser sends may be anything. */
function takenFrom(form: FormValues, letter: Letter): Record<string, Range> {
  const paths = [...TAKEN, ...letter.tasks.map((_, at) => `tasks.${at}.deadline`)]
  return Object.fromEntries(
    paths.flatMap(path => {
      const [, from, to] = /^(\d{1,9})-(\d{1,9})$/.exec(form.text(`taken-${path}`)) ?? []
      const range = { start: Number(from), end: Number(to) }
      return range.end > range.start && range.end <= letter.text.length ? [[path, range]] : []
    }),
  )
}

/** A clause with its time as the clerk says. */
function clauseFrom(form: FormValues, clause: ClauseInput, at: number): ClauseInput {
  const time = rhythmFrom(form.text(`rhythm-${at}`), form.text(`every-${at}`))
  // What the letter itself says of a rhythm is kept with its words; the clerk's choice fills what it leaves open.
  const recurrence =
    time.rhythm === 'recurring' && clause.rhythm === 'recurring' && namesRhythm(clause.recurrence)
      ? clause.recurrence
      : time.recurrence
  return {
    ...clause,
    rhythm: time.rhythm,
    recurrence,
    dueOn: time.rhythm === 'deadline' ? plainDate(form.text(`due-${at}`)) : null,
  }
}
