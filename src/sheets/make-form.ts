import { no, problem, yes, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { mustHoldLetter } from '../directives/index.ts'
import { asksForStudy, AUDIENCES, audiencesWithin } from '../dissemination/index.ts'
import { branchesOf } from '../org/index.ts'
import { newCode } from './code.ts'
import { formParts, insertForm, standingTo, type FormParts } from './form.sql.ts'
import { slashed, structureHash } from './layout.ts'
import { periodFrom, type FormPeriod } from './period.ts'
import { MAKES, unitsHeld } from './policy.ts'
import type { FormLayout, SheetFormId } from './types.ts'
import { FORM_VERSION, TASK_DONE } from './wording.ts'

export type MakeForm = {
  /** Who fills it in. */
  readonly unit: UnitId
  readonly document: DocumentId
  /** `2023-Q1`, `2023-H1` … */
  readonly period: string
}
export type FormMade = { readonly form: SheetFormId; readonly code: string }

/**
 * Makes the workbook of a unit for a letter and a period: with the unit's tasks, branches and rolls as they are now, under
 * a code of its own. By the unit itself, whoever stands above it in a line, or issued or follows the letter. Refuses a
 * letter that does not stand at the unit (`mustHoldLetter`), and a period that has not begun.
 */
export const makeForm = useCase<MakeForm, FormMade>('sheets.make-form', MAKES, async (tx, by, input) => {
  const period = periodFrom(input.period)
  if (!period) return no(problem('sheets.period', {}, { field: 'period' }))
  if (period.from > by.today)
    return no(problem('sheets.period-not-begun', { from: slashed(period.from) }, { field: 'period' }))
  const standing = await standingTo(tx, { ...input, held: unitsHeld(by.actor, MAKES), today: by.today })
  if (!standing.above && !standing.issues) return no(problem('sheets.unit-not-yours-forbidden', {}, { field: 'unit' }))
  const layout = await layoutOf(tx, input, period, by.today)
  if (!layout.ok) return layout
  const form = by.command as string as SheetFormId
  const code = newCode(by.command)
  await insertForm(tx, by, {
    id: form,
    code,
    unit: input.unit,
    document: input.document,
    madeByUnit: by.actor.unit,
    structureHash: structureHash(layout.value),
    layout: layout.value,
    period: period.key,
  })
  return yes({ form, code })
})

async function layoutOf(
  tx: Tx,
  at: MakeForm,
  period: FormPeriod,
  today: Parameters<typeof branchesOf>[2],
): Promise<Result<FormLayout>> {
  const letter = await mustHoldLetter(tx, at.document, at.unit)
  if (!letter.ok) return letter
  const parts = await formParts(tx, at)
  if (!parts) return no(problem('sheets.unit-not-yours-forbidden', {}, { field: 'unit' }))
  const { floors, printed, issuedOn } = letter.value
  const limited = floors.length > 0
  const audiences = audiencesWithin(floors)
  return yes({
    version: FORM_VERSION,
    unit: { id: at.unit, name: parts.unitName },
    document: { id: at.document, printed, issuedOn, issuer: parts.issuer, limited },
    period,
    area: parts.area,
    tasks: parts.tasks.map(task => taskLine(task, limited)),
    branches: (await branchesOf(tx, at.unit, today)).map(({ id, name }) => ({ id, name })),
    audiences: audiences.length > 0 ? audiences : AUDIENCES,
    roll: parts.roll,
    indicators: parts.indicators,
  })
}

const STATES: Readonly<Record<string, string>> = {
  asked: 'Chưa nhận',
  taken: 'Đã nhận',
  divided: 'Đã phân công',
  done: TASK_DONE.finished,
}
const RHYTHMS: Readonly<Record<string, string>> = { deadline: 'Có hạn', recurring: 'Định kỳ', standing: 'Thường xuyên' }
const SENTENCE_MAX = 800

/** The workbook travels by mail: where the letter's circulation is limited, its sentences stay out. */
const taskLine = (task: FormParts['tasks'][number], limited: boolean): FormLayout['tasks'][number] => ({
  clause: task.clause,
  label: task.label,
  sentence: limited ? '(xem văn bản)' : task.sentence.slice(0, SENTENCE_MAX).toWellFormed(),
  study: asksForStudy(task.sentence),
  standing: task.rhythm === 'standing',
  due: task.dueOn ? slashed(task.dueOn) : ((limited ? null : task.dueText) ?? RHYTHMS[task.rhythm] ?? ''),
  state: STATES[task.state] ?? '',
})
