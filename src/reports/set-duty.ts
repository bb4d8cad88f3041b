import { no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { PERIOD_KINDS, type CutOffs, type PeriodKind } from './period.ts'
import { maySetDuty, SETS } from './policy.ts'
import { directiveOf } from './report.sql.ts'
import { isCutOffDay, writeCutOffs, writeDuty } from './setting.sql.ts'

export type SetReportDuty = {
  readonly unit: UnitId
  readonly document: DocumentId
  readonly kinds: readonly PeriodKind[]
}

/** Says which periods a letter asks to be reported where its words do not: who sent it, or a unit for itself. */
export const setReportDuty = useCase<SetReportDuty, { readonly kinds: number }>(
  'reports.set-duty',
  SETS,
  async (tx, by, input) => {
    const may = maySetDuty(by.actor, input.unit)
    if (!may.ok) return may
    if (!(await directiveOf(tx, input.document))?.held) return no(problem('reports.no-such-letter'))
    if (input.kinds.some(kind => !PERIOD_KINDS.includes(kind)))
      return no(problem('reports.no-such-period', {}, { field: 'kinds' }))
    await writeDuty(tx, by, input.document, input.unit, [...new Set(input.kinds)])
    return yes({ kinds: input.kinds.length })
  },
)

export type SetCutOffs = { readonly unit: UnitId; readonly days: CutOffs }

/** The days of a period's last month on which the unit takes its figures: reports are written before their period ends. */
export const setCutOffs = useCase<SetCutOffs, { readonly unit: UnitId }>(
  'reports.set-cut-offs',
  SETS,
  async (tx, by, input) => {
    const may = maySetDuty(by.actor, input.unit)
    if (!may.ok) return may
    for (const kind of PERIOD_KINDS)
      if (!isCutOffDay(input.days[kind])) return no(problem('reports.cut-off-day', {}, { field: `day-${kind}` }))
    await writeCutOffs(tx, input.unit, input.days)
    return yes({ unit: input.unit })
  },
)
