import { no, problem, yes, type DocumentId, type PlainDate } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { secretMark, secretProblem } from '../directives/index.ts'
import { notify } from '../notices/index.ts'
import { insertExtension, isIssuedBy, moveAdvice } from './advice.sql.ts'
import { ADVICE } from './rules.ts'
import { stepAdvice } from './step.ts'
import type { AdviceAt, Moved, Outcome } from './types.ts'
import { adviceLink, fits, reasonIn, slashed } from './wording.ts'

export type Decide = AdviceAt & {
  readonly outcome: Outcome
  readonly number: string
  readonly on: PlainDate
  readonly text: string
  /** The superior's issued letter that bears the decision, when there is one in the system. */
  readonly document?: DocumentId | null
}

/** The superior decides: number, date and text; accepts, accepts in part, or refuses. */
export const decide = useCase<Decide, Moved>('advice.decide', ADVICE.decide.by, async (tx, by, input) => {
  const stepped = await stepAdvice(tx, by, input, 'decide')
  if (!stepped.ok) return stepped
  const { row, to } = stepped.value
  const [number, text] = [input.number.trim(), input.text.trim()]
  if (number === '') return no(problem('advice.number-missing', undefined, { field: 'number' }))
  if (text === '') return no(problem('advice.text-missing', undefined, { field: 'text' }))
  const long = fits({ number, text })
  if (!long.ok) return long
  const mark = secretMark({ secrecy: null, body: text, number })
  if (mark) return no({ ...secretProblem(mark), field: 'text' })
  if (input.on > by.today) return no(problem('advice.decided-future', { date: slashed(input.on) }, { field: 'on' }))
  if (row.sentOn !== null && input.on < row.sentOn)
    return no(problem('advice.decided-before-sent', { date: slashed(row.sentOn) }, { field: 'on' }))
  const document = input.document ?? null
  if (document && !(await isIssuedBy(tx, document, row.superior)))
    return no(problem('advice.no-such-decision-letter', undefined, { field: 'document' }))
  const decision = { outcome: input.outcome, number, on: input.on, text, document }
  await moveAdvice(tx, by, input.advice, 'decide', { state: to, decision })
  const parameters = { unit: row.superiorName, subject: row.subject, number }
  await notify(tx, by, [
    { unit: row.unit, kind: `advice-${input.outcome}`, parameters, link: adviceLink(input.advice) },
  ])
  return yes({ state: to, version: row.version + 1 })
})

/** The superior needs more time: a later day, with the reason, shown to both sides. */
export const extendAdvice = useCase<AdviceAt & { readonly to: PlainDate; readonly why: string }, Moved>(
  'advice.extend',
  ADVICE.extend.by,
  async (tx, by, input) => {
    const stepped = await stepAdvice(tx, by, input, 'extend')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = reasonIn(input.why)
    if (!why.ok) return why
    const was = row.dueOn!
    if (input.to <= was || input.to < by.today)
      return no(problem('advice.extend-earlier', { date: slashed(was) }, { field: 'to' }))
    await insertExtension(tx, by, input.advice, { from: was, to: input.to, reason: why.value })
    await moveAdvice(tx, by, input.advice, 'extend', { state: to, dueOn: input.to })
    const parameters = { unit: row.superiorName, subject: row.subject, date: slashed(input.to), why: why.value }
    await notify(tx, by, [{ unit: row.unit, kind: 'advice-extended', parameters, link: adviceLink(input.advice) }])
    return yes({ state: to, version: row.version + 1 })
  },
)

/** Not enough to decide on: the superior sends it back with what is missing. Sent again, the clock begins anew. */
export const returnAdvice = useCase<AdviceAt & { readonly why: string }, Moved>(
  'advice.return',
  ADVICE.return.by,
  async (tx, by, input) => {
    const stepped = await stepAdvice(tx, by, input, 'return')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = reasonIn(input.why)
    if (!why.ok) return why
    await moveAdvice(tx, by, input.advice, 'return', { state: to, why: why.value })
    const parameters = { unit: row.superiorName, subject: row.subject, why: why.value }
    await notify(tx, by, [{ unit: row.unit, kind: 'advice-returned', parameters, link: adviceLink(input.advice) }])
    return yes({ state: to, version: row.version + 1 })
  },
)
