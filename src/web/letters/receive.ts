import { acknowledge, answerProposal, passOn, returnDelivery, type ReturnReason } from '../../directives/index.ts'
import { idFrom, problem, type UnitId } from '../../kernel/index.ts'
import { unitNamed } from '../unit-named.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterForm, letterNamed } from './address.ts'
import { letterPage } from './letter.tsx'

const REASONS: readonly ReturnReason[] = ['wrong-address', 'missing-page', 'broken-file', 'wrong-form', 'pass-to-other']

/** Takes the letter into the unit's own book; a second time says what was done. */
export async function acknowledgeLetter(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(acknowledge, { unit: visit.signedIn().unit, document }, form)
  if (!done.ok) return letterPage(visit, document, [done.problem])
  return visit.done(
    `/letters/${document}`,
    done.value.already ? 'letters.done-acknowledged-before' : 'letters.done-acknowledged',
  )
}

/** Gives the letter back with a reason, or says whose it is. */
export async function returnLetter(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const reason = REASONS.find(one => one === form.text('reason'))
  if (!reason) return letterPage(visit, document, [problem('letters.reason', undefined, { field: 'reason' })])
  const proposedUnit =
    reason === 'pass-to-other' ? await unitNamed(visit, form.text('proposedUnit'), { field: 'proposedUnit' }) : null
  if (proposedUnit !== null && typeof proposedUnit !== 'string') return letterPage(visit, document, [proposedUnit])
  const input = { ...letterForm(visit, form, document), reason, words: form.text('words'), proposedUnit }
  const done = await visit.run(returnDelivery, input, form)
  return done.ok
    ? visit.done(`/letters/${document}`, 'letters.done-returned')
    : letterPage(visit, document, [done.problem])
}

/** The sender answers a letter that was given back. */
export async function answerPassing(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  const form = await visit.form()
  const returnedBy = idFrom<UnitId>(form.text('returnedBy'))
  if (!document || !returnedBy) return notFound(visit)
  const answer = form.text('answer') === 'send-on' ? 'send-on' : 'send-again'
  const done = await visit.run(
    answerProposal,
    { ...letterForm(visit, form, document), returnedBy, answer, words: form.text('words') },
    form,
  )
  return done.ok
    ? visit.done(`/letters/${document}`, 'letters.done-answered')
    : letterPage(visit, document, [done.problem])
}

/** Drafts the covering letter with which this unit passes the letter on. */
export async function passOnLetter(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(passOn, { unit: visit.signedIn().unit, document }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}`, 'letters.done-passing')
    : letterPage(visit, document, [done.problem])
}
