import { no, problem, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { secretMark, secretProblem, type Scan } from '../directives/index.ts'
import { storeFile } from '../files/index.ts'
import { notify } from '../notices/index.ts'
import { adviceSettings, changeFields, insertAdvice, isSuperior, letterAndClause, moveAdvice } from './advice.sql.ts'
import { mayWrite } from './policy.ts'
import { ADVICE, dueOn } from './rules.ts'
import { stepAdvice } from './step.ts'
import type { AdviceAt, AdviceFields, AdviceId, Moved } from './types.ts'
import { adviceLink, fits, reasonIn, slashed } from './wording.ts'

type Enclosed = {
  readonly file?: Scan | null
  /** Said by who encloses a file: nothing in it is secret. */
  readonly declaredOpen?: boolean
}
export type Propose = { readonly unit: UnitId; readonly fields: AdviceFields } & Enclosed

/** Drafts a proposal to a superior; it is the unit's own until a leader sends it. */
export const propose = useCase<Propose, { readonly advice: AdviceId; readonly version: number }>(
  'advice.propose',
  ADVICE.edit.by,
  async (tx, by, input) => {
    const may = mayWrite(by.actor, input.unit)
    if (!may.ok) return may
    const fields = await judge(tx, by, input.unit, input.fields)
    if (!fields.ok) return fields
    const advice = by.command as string as AdviceId
    await insertAdvice(tx, by, advice, input.unit, fields.value)
    const kept = await enclose(tx, by, advice, input.unit, input)
    return kept.ok ? yes({ advice, version: 1 }) : kept
  },
)

export type EditAdvice = AdviceAt & { readonly fields: AdviceFields } & Enclosed

/** Changes a draft, or one that the superior sent back for more; encloses a further file. */
export const editAdvice = useCase<EditAdvice, Moved>('advice.edit', ADVICE.edit.by, async (tx, by, input) => {
  const stepped = await stepAdvice(tx, by, input, 'edit')
  if (!stepped.ok) return stepped
  const { row, to } = stepped.value
  const fields = await judge(tx, by, row.unit, input.fields)
  if (!fields.ok) return fields
  await changeFields(tx, by, input.advice, fields.value)
  const kept = await enclose(tx, by, input.advice, row.unit, input)
  return kept.ok ? yes({ state: to, version: row.version + 1 }) : kept
})

/** Whether what was typed can stand; the same for a new proposal and for a change. */
async function judge(tx: Tx, by: Acting, unit: UnitId, typed: AdviceFields): Promise<Result<AdviceFields>> {
  const fields = { ...typed, subject: typed.subject.trim(), body: typed.body.trim(), asked: typed.asked.trim() }
  if (fields.subject === '') return no(problem('advice.subject-missing', undefined, { field: 'subject' }))
  if (fields.asked === '') return no(problem('advice.asked-missing', undefined, { field: 'asked' }))
  const long = fits({ subject: fields.subject, body: fields.body, asked: fields.asked })
  if (!long.ok) return long
  const mark = secretMark({ secrecy: null, body: [fields.subject, fields.body, fields.asked].join('\n') })
  if (mark) return no({ ...secretProblem(mark), field: 'body' })
  if (!(await isSuperior(tx, fields.superior, unit)))
    return no(problem('advice.not-superior', undefined, { field: 'superior' }))
  if (fields.wishedOn !== null && fields.wishedOn <= by.today)
    return no(problem('advice.wished-past', { date: slashed(fields.wishedOn) }, { field: 'wishedOn' }))
  if (fields.clause !== null && fields.document === null)
    return no(problem('advice.clause-without-letter', undefined, { field: 'clause' }))
  if (fields.document !== null) {
    const known = await letterAndClause(tx, fields.document, fields.clause)
    if (!known.letter) return no(problem('advice.no-such-letter', undefined, { field: 'document' }))
    if (!known.clause) return no(problem('advice.no-such-clause', undefined, { field: 'clause' }))
  }
  return yes(fields)
}

async function enclose(
  tx: Tx,
  by: Acting,
  advice: AdviceId,
  unit: UnitId,
  { file, declaredOpen }: Enclosed,
): Promise<Result<unknown>> {
  if (!file) return yes(null)
  if (!declaredOpen) return no(problem('advice.not-declared-open', undefined, { field: 'declaredOpen' }))
  return storeFile(tx, by, { ...file, unit, owner: { kind: 'advice', id: advice }, purpose: 'attachment' })
}

/** The leader sends the proposal up: from now on the superior's clock runs, and both sides see the same day. */
export const sendAdvice = useCase<AdviceAt, Moved & { readonly dueOn: PlainDate }>(
  'advice.send',
  ADVICE.send.by,
  async (tx, by, input) => {
    const stepped = await stepAdvice(tx, by, input, 'send')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    if (!(await isSuperior(tx, row.superior, row.unit)))
      return no(problem('advice.not-superior', undefined, { field: 'superior' }))
    const settings = await adviceSettings(tx)
    const due = dueOn(by.today, settings.answerDays, settings)
    await moveAdvice(tx, by, input.advice, 'send', { state: to, dueOn: due })
    const parameters = { unit: row.unitName, subject: row.subject, date: slashed(due) }
    await notify(tx, by, [{ unit: row.superior, kind: 'advice-arrived', parameters, link: adviceLink(input.advice) }])
    return yes({ state: to, version: row.version + 1, dueOn: due })
  },
)

/** Takes a proposal back, openly and with the reason; the superior is told when it was there. */
export const withdrawAdvice = useCase<AdviceAt & { readonly why: string }, Moved>(
  'advice.withdraw',
  ADVICE.withdraw.by,
  async (tx, by, input) => {
    const stepped = await stepAdvice(tx, by, input, 'withdraw')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = reasonIn(input.why)
    if (!why.ok) return why
    await moveAdvice(tx, by, input.advice, 'withdraw', { state: to, why: why.value })
    if (row.state === 'sent') {
      const parameters = { unit: row.unitName, subject: row.subject, why: why.value }
      await notify(tx, by, [
        { unit: row.superior, kind: 'advice-withdrawn', parameters, link: adviceLink(input.advice) },
      ])
    }
    return yes({ state: to, version: row.version + 1 })
  },
)
