import {
  answerDate,
  askDate,
  divideTask,
  finishPart,
  finishTask,
  setOwnDate,
  takePart,
  takeTask,
} from '../../directives/index.ts'
import {
  idFrom,
  plainDate,
  problem,
  type PersonId,
  type PlainDate,
  type Problem,
  type Result,
  type UnitId,
} from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { taskAddress, taskPage, taskPath, type TaskAddress } from './task.tsx'

/** The buttons of a task's page; each answers by showing the task again, or what stands against it. */

type At = TaskAddress & { readonly version: number }

const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: At) => Promise<Result<unknown>>) =>
  async (visit: Visit) => {
    const address = taskAddress(visit)
    if (!address) return notFound(visit)
    const form = await visit.form()
    const done = await move(visit, form, { ...address, version: form.number('version') })
    return done.ok ? visit.done(taskPath(address), message) : taskPage(visit, [done.problem])
  }

const refuse = (why: Problem): Promise<Result<never>> => Promise.resolve({ ok: false, problem: why })

export const takeTaskPage = moving('task.done-taken', (visit, form, at) => visit.run(takeTask, at, form))

export const finishTaskPage = moving('task.done-finished', (visit, form, at) =>
  visit.run(finishTask, { ...at, note: form.text('note') }, form),
)

export const setTaskDate = moving('task.done-date', (visit, form, at) => {
  const on = plainDate(form.text('on'))
  return on ? visit.run(setOwnDate, { ...at, on }, form) : refuse(problem('letters.date', undefined, { field: 'on' }))
})

export const askTaskDate = moving('task.done-asked', (visit, form, at) => {
  const on = plainDate(form.text('on'))
  return on
    ? visit.run(askDate, { ...at, on, reason: form.text('reason') }, form)
    : refuse(problem('letters.date', undefined, { field: 'on' }))
})

export const answerTaskDate = moving('task.done-answered', (visit, form, at) =>
  visit.run(answerDate, { ...at, accept: form.text('answer') === 'accepted', words: form.text('note') }, form),
)

export const movePart = moving('task.done-part', (visit, form, at) => {
  const part = { ...at, part: form.number('ordinal') }
  return form.text('move') === 'finish'
    ? visit.run(finishPart, { ...part, note: form.text('note') }, form)
    : visit.run(takePart, part, form)
})

type Part = { to: { unit: UnitId } | { person: PersonId }; what: string; dueOn: PlainDate | null }

/** Lines without anybody chosen are passed over; a line with words and nobody is pointed out. */
export const divide = moving('task.done-divided', (visit, form, at) => {
  const [to, what, due] = [form.all('to'), form.all('what'), form.all('due')]
  const parts: Part[] = []
  for (const [row, chosen] of to.entries()) {
    const [kind, text] = chosen.split(':')
    const unit = kind === 'unit' ? idFrom<UnitId>(text) : null
    const person = kind === 'person' ? idFrom<PersonId>(text) : null
    const words = what[row]?.trim() ?? ''
    if (!unit && !person) {
      if (words) return refuse(problem('letters.part-nobody', undefined, { field: 'to', row: row + 1 }))
      continue
    }
    parts.push({ to: unit ? { unit } : { person: person! }, what: words, dueOn: plainDate(due[row]) })
  }
  return visit.run(divideTask, { ...at, parts }, form)
})
