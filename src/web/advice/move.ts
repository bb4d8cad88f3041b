import {
  askOpinion,
  decide,
  extendAdvice,
  giveOpinion,
  returnAdvice,
  sendAdvice,
  withdrawAdvice,
  type AdviceAt,
  type Outcome,
} from '../../advice/index.ts'
import { idFrom, no, plainDate, problem, type DocumentId, type Result, type UnitId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { unitNamed } from '../unit-named.ts'
import type { FormValues, Visit } from '../visit.ts'
import { advicePage } from './advice.tsx'
import { adviceNamed } from './write.tsx'

/** The buttons of a proposal's page; each answers by showing it again, or what stands against it. */
type Move = (visit: Visit, form: FormValues, at: AdviceAt) => Promise<Result<unknown>>

const moving = (message: string, move: Move) => async (visit: Visit) => {
  const advice = adviceNamed(visit)
  if (!advice) return notFound(visit)
  const form = await visit.form()
  const done = await move(visit, form, { advice, version: form.number('version') })
  return done.ok ? visit.done(`/advice/${advice}`, message) : advicePage(visit, [done.problem])
}

const dateProblem = (field: string) => no(problem('letters.date', undefined, { field }))

/** The superior's letter as pasted from its address, or its id alone; nothing when nothing was typed. */
const letterIn = (text: string): DocumentId | null | 'odd' =>
  text === '' ? null : (idFrom<DocumentId>(/([0-9a-f-]{36})(?:[/?#].*)?$/.exec(text)?.[1]) ?? 'odd')

const MOVES = {
  send: (visit, form, at) => visit.run(sendAdvice, at, form),
  withdraw: (visit, form, at) => visit.run(withdrawAdvice, { ...at, why: form.text('why') }, form),
  return: (visit, form, at) => visit.run(returnAdvice, { ...at, why: form.text('why') }, form),
  ask: async (visit, form, at) => {
    const dueOn = plainDate(form.text('dueOn'))
    if (!dueOn) return dateProblem('dueOn')
    const units: UnitId[] = []
    for (const name of form
      .text('units')
      .split(/\r?\n/)
      .filter(line => line.trim() !== '')) {
      const one = await unitNamed(visit, name.trim(), { field: 'units' })
      if (typeof one !== 'string') return no(one)
      units.push(one)
    }
    return visit.run(askOpinion, { ...at, units, question: form.text('question'), dueOn }, form)
  },
  extend: async (visit, form, at) => {
    const to = plainDate(form.text('to'))
    return to ? visit.run(extendAdvice, { ...at, to, why: form.text('why') }, form) : dateProblem('to')
  },
  decide: async (visit, form, at) => {
    const on = plainDate(form.text('on'))
    if (!on) return dateProblem('on')
    const outcome = (['accepted', 'partly', 'refused'] as const).find(one => one === form.text('outcome'))
    if (!outcome) return no(problem('advice.outcome-missing', undefined, { field: 'outcome' }))
    const document = letterIn(form.text('document'))
    if (document === 'odd') return no(problem('advice.no-such-decision-letter', undefined, { field: 'document' }))
    const decision: { outcome: Outcome; number: string; text: string } = {
      outcome,
      number: form.text('number'),
      text: form.text('text'),
    }
    return visit.run(decide, { ...at, ...decision, on, document }, form)
  },
} as const satisfies Record<string, Move>

export const moveForm = (step: keyof typeof MOVES) => moving(`advice.done-${step}`, MOVES[step])

export const opinionForm = moving('advice.done-opinion', (visit, form, { advice }) => {
  const unit = idFrom<UnitId>(form.text('unit'))
  if (!unit) return Promise.resolve(no(problem('advice.not-asked')))
  const answer = form.text('answer') === 'none' ? 'none' : 'opinion'
  return visit.run(giveOpinion, { advice, unit, answer, text: form.text('text') }, form)
})
