import { enterImplementing, withdrawImplementing } from '../../directives/index.ts'
import { plainDate, problem } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { evidenceFile } from '../evidence-file.ts'
import type { Visit } from '../visit.ts'
import { letterNamed } from './address.ts'
import { letterPage } from './letter.tsx'

/** The unit's own implementing letter, as the form gives it. */
export async function enterImplementingLetter(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const issuedOn = plainDate(form.text('issuedOn'))
  if (!issuedOn) return letterPage(visit, id, [problem('letters.date', undefined, { field: 'issuedOn' })])
  const file = await evidenceFile(form)
  if (!file.ok) return letterPage(visit, id, [file.problem])
  const done = await visit.run(
    enterImplementing,
    {
      unit: visit.signedIn().unit,
      document: id,
      printed: form.text('printed'),
      issuedOn,
      subject: form.text('subject'),
      file: file.value,
      tasks: form.all('tasks').map(Number),
    },
    form,
  )
  return done.ok ? visit.done(`/letters/${id}`, 'letters.done-implementing') : letterPage(visit, id, [done.problem])
}

export async function withdrawImplementingLetter(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const input = {
    unit: visit.signedIn().unit,
    document: id,
    letter: form.text('letter'),
    version: form.number('version'),
    why: form.text('why'),
  }
  const done = await visit.run(withdrawImplementing, input, form)
  return done.ok
    ? visit.done(`/letters/${id}`, 'letters.done-implementing-withdrawn')
    : letterPage(visit, id, [done.problem])
}
