import { no, problem, yes, type PlainDate, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { secretMark, secretProblem } from '../directives/index.ts'
import { notify } from '../notices/index.ts'
import { unitsByIds } from '../org/index.ts'
import { answerOpinion, askedAlready, insertOpinions, lockAdvice, lockOpinion } from './advice.sql.ts'
import { mayGiveOpinion } from './policy.ts'
import { ADVICE, OPINION } from './rules.ts'
import { stepAdvice } from './step.ts'
import type { AdviceAt, AdviceId, Moved, OpinionAnswer } from './types.ts'
import { adviceLink, fits, slashed } from './wording.ts'

export type AskOpinion = AdviceAt & {
  readonly units: readonly UnitId[]
  readonly question: string
  readonly dueOn: PlainDate
}
const UNITS_MAX = 200

/** Asks other units what they think, by a day. Either side may; each unit is asked once. */
export const askOpinion = useCase<AskOpinion, Moved & { readonly asked: number }>(
  'advice.ask-opinion',
  ADVICE['ask-opinion'].by,
  async (tx, by, input) => {
    const stepped = await stepAdvice(tx, by, input, 'ask-opinion')
    if (!stepped.ok) return stepped
    const { row, to, side } = stepped.value
    const units = [...new Set(input.units)]
    const question = input.question.trim()
    if (units.length === 0) return no(problem('advice.nobody-asked', undefined, { field: 'units' }))
    if (units.length > UNITS_MAX) return no(problem('advice.too-many-asked', { most: UNITS_MAX }, { field: 'units' }))
    if (units.includes(row.unit) || units.includes(row.superior))
      return no(problem('advice.asked-of-itself', undefined, { field: 'units' }))
    const long = fits({ question })
    if (!long.ok) return long
    if (input.dueOn < by.today)
      return no(problem('advice.date-past', { date: slashed(input.dueOn) }, { field: 'dueOn' }))
    const known = await unitsByIds(tx, units, by.today)
    if (known.length < units.length) return no(problem('advice.no-such-unit', undefined, { field: 'units' }))
    const already = await askedAlready(tx, input.advice, units)
    if (already) return no(problem('advice.asked-already', { unit: already }, { field: 'units' }))
    await insertOpinions(tx, by, input.advice, { by: side, units, question, dueOn: input.dueOn })
    const parameters = { unit: by.actor.unitName, subject: row.subject, date: slashed(input.dueOn) }
    await notify(
      tx,
      by,
      units.map(unit => ({ unit, kind: 'opinion-asked', parameters, link: adviceLink(input.advice) })),
    )
    return yes({ state: to, version: row.version, asked: units.length })
  },
)

export type GiveOpinion = {
  readonly advice: AdviceId
  readonly unit: UnitId
  readonly answer: OpinionAnswer
  readonly text: string
}

/** The unit that was asked answers, with its words or with “no opinion”; once, and only before the decision. */
export const giveOpinion = useCase<GiveOpinion, { readonly answer: OpinionAnswer }>(
  'advice.give-opinion',
  OPINION.by,
  async (tx, by, input) => {
    const may = mayGiveOpinion(by.actor, input.unit)
    if (!may.ok) return may
    const row = await lockAdvice(tx, input.advice)
    if (!row) return no(problem('advice.no-such-advice'))
    const asked = await lockOpinion(tx, input.advice, input.unit)
    if (!asked) return no(problem('advice.not-asked'))
    if (asked.answer !== null) return no(problem('advice.answered-already'))
    if (!OPINION.from.includes(row.state)) return no(problem(`advice.wrong-state-${row.state}`))
    const text = input.text.trim()
    if (input.answer === 'opinion' && text === '')
      return no(problem('advice.opinion-missing', undefined, { field: 'text' }))
    const long = fits({ text })
    if (!long.ok) return long
    const mark = secretMark({ secrecy: null, body: text })
    if (mark) return no({ ...secretProblem(mark), field: 'text' })
    await answerOpinion(tx, by, input.advice, input.unit, { answer: input.answer, body: text })
    const parameters = { unit: asked.unitName, subject: row.subject }
    await notify(tx, by, [{ unit: asked.askedBy, kind: 'opinion-given', parameters, link: adviceLink(input.advice) }])
    return yes({ answer: input.answer })
  },
)
