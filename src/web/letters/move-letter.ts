import {
  cancelNumber,
  handOut,
  noteIncoming,
  number,
  sendBack,
  sign,
  submitIncoming,
  submitOutgoing,
  type NoteIncoming,
} from '../../directives/index.ts'
import { idFrom, plainDate, type PersonId, type Problem, type Result, type UnitId } from '../../kernel/index.ts'
import { unitNamed } from '../unit-named.ts'
import { notFound, shownRows } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { letterForm, letterNamed, type LetterForm } from './address.ts'
import { letterPage } from './letter.tsx'
import { rhythmFrom } from './rhythm.tsx'

/** The steps of the office: each button of the letter's page is one command and comes back to the page. */
const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: LetterForm) => Promise<Result<unknown>>) =>
  async (visit: Visit) => {
    const document = letterNamed(visit)
    if (!document) return notFound(visit)
    const form = await visit.form()
    const done = await move(visit, form, letterForm(visit, form, document))
    return done.ok ? visit.done(`/letters/${document}`, message) : letterPage(visit, document, [done.problem])
  }

export const submitIncomingLetter = moving('letters.done-submitted', (visit, form, at) =>
  visit.run(submitIncoming, at, form),
)
export const handOutLetter = moving('letters.done-handed-out', (visit, form, at) => visit.run(handOut, at, form))
export const submitOutgoingLetter = moving('letters.done-submitted', (visit, form, at) =>
  visit.run(submitOutgoing, at, form),
)
export const sendBackLetter = moving('letters.done-sent-back', (visit, form, at) =>
  visit.run(sendBack, { ...at, reason: form.text('reason') }, form),
)
export const signLetter = moving('letters.done-signed', (visit, form, at) => visit.run(sign, at, form))
export const cancelLetterNumber = moving('letters.done-number-cancelled', (visit, form, at) =>
  visit.run(cancelNumber, { ...at, why: form.text('why') }, form),
)

/** The next number of the book; or the one that the office's official register gave. */
export const numberLetter = moving('letters.done-numbered', (visit, form, at) => {
  const printed = form.text('number')
  return visit.run(
    number,
    {
      ...at,
      office: form.text('office') || null,
      issuedOn: plainDate(form.text('issuedOn')),
      printed: printed ? { number: printed, symbol: form.text('symbol') || null } : null,
    },
    form,
  )
})

/** Bút phê: who leads, who helps, by when, and which clauses are this unit's work. */
export const noteLetter = moving('letters.done-noted', async (visit, form, at) => {
  const lead = leadFrom(visit, form)
  if ('kind' in lead) return { ok: false, problem: lead }
  const helping = await unitsNamed(visit, form.text('with'))
  if (!Array.isArray(helping)) return { ok: false, problem: helping }
  const clauses = form.all('clause').map(ordinal => ({
    ordinal: Number(ordinal),
    ...rhythmFrom(form.text(`rhythm-${ordinal}`), form.text(`every-${ordinal}`)),
    dueOn: plainDate(form.text(`due-${ordinal}`)),
  }))
  const done = await visit.run(
    noteIncoming,
    { ...at, words: form.text('words'), lead, with: helping, dueOn: plainDate(form.text('dueOn')), clauses },
    form,
  )
  const shown = clauses.map(clause => clause.ordinal)
  return done.ok ? done : { ok: false, problem: shownRows(done.problem, shown) }
})

function leadFrom(visit: Visit, form: FormValues): NoteIncoming['lead'] | Problem {
  const person = idFrom<PersonId>(form.text('lead'))
  return person ? { person } : { unit: visit.signedIn().unit }
}

/** Units by name, one a line; a name that means none or several is pointed out. */
async function unitsNamed(visit: Visit, text: string): Promise<UnitId[] | Problem> {
  const names = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
  const found: UnitId[] = []
  for (const [row, name] of names.entries()) {
    const one = await unitNamed(visit, name, { field: 'with', row: row + 1 })
    if (typeof one !== 'string') return one
    found.push(one)
  }
  return found
}
