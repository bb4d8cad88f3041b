import { no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { cutOffProblem } from './begin-report.ts'
import { fillFigures } from './fill.sql.ts'
import { periodOf } from './period.ts'
import { noteFilled } from './report.sql.ts'
import { REPORT } from './rules.ts'
import { stepReport } from './step.ts'
import { CONSOLIDATES, type Consolidates, type ReportAt } from './types.ts'

export type FillReport = ReportAt & {
  readonly cutOff?: PlainDate | null
  readonly consolidates?: Consolidates
  readonly acceptedOnly?: boolean
}

/** Takes the figures of a draft anew: from the records of today, and from the reports below as they now stand. */
export const fillReport = useCase<FillReport, { readonly version: number }>(
  'reports.fill',
  REPORT.fill.by,
  async (tx, by, input) => {
    const step = await stepReport(tx, by, input, 'fill')
    if (!step.ok) return step
    const { row } = step.value
    const period = periodOf(row.period_key)!
    const cutOff = input.cutOff ?? row.cut_off_on
    if (cutOff < period.from || cutOff > period.until) return no(cutOffProblem(period))
    const consolidates = input.consolidates ?? row.consolidates
    if (!CONSOLIDATES.includes(consolidates)) return no(problem('reports.consolidates', {}, { field: 'consolidates' }))
    await noteFilled(tx, by, input.report, {
      cutOff,
      consolidates,
      acceptedOnly: input.acceptedOnly ?? row.accepted_only,
    })
    await fillFigures(tx, by, input.report)
    return yes({ version: row.version + 1 })
  },
)
