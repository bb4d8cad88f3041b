import { no, problem, yes, type DocumentId, type PlainDate, type Problem, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { fillFigures } from './fill.sql.ts'
import { cutOffOf, periodOf, type Period } from './period.ts'
import { mayWriteReports, WRITES } from './policy.ts'
import { directiveOf, insertReport, reportFor, reportsTo, unitExists } from './report.sql.ts'
import { cumulativeSince, cutOffsOf } from './setting.sql.ts'
import { CONSOLIDATES, type Consolidates, type ReportId } from './types.ts'

export type BeginReport = {
  readonly unit: UnitId
  /** The letter on which the unit reports: the one that it received, issued or follows. */
  readonly document: DocumentId
  readonly period: string
  /** The day on which figures are taken; the office's own when absent. */
  readonly cutOff?: PlainDate | null
  readonly consolidates?: Consolidates
  readonly acceptedOnly?: boolean
  /** To whom it goes; who sent the letter when absent. */
  readonly to?: UnitId | null
}
export type Begun = { readonly report: ReportId; readonly version: number }

/**
 * Begins a unit's report on a letter for a period, filled from the records. Refuses `reports.no-such-period`,
 * `reports.before-directive`, `reports.not-begun`, `reports.already` and `reports.cut-off-outside`.
 */
export const beginReport = useCase<BeginReport, Begun>('reports.begin', WRITES, async (tx, by, input) => {
  const may = mayWriteReports(by.actor, input.unit)
  if (!may.ok) return may
  const directive = await directiveOf(tx, input.document)
  if (!directive?.held) return no(problem('reports.no-such-letter'))
  const period = periodOf(input.period)
  if (!period) return no(problem('reports.no-such-period', {}, { field: 'period' }))
  const outside = periodProblem(period, by.today, directive.issuedOn)
  if (outside) return no(outside)
  if (await reportFor(tx, { document: input.document, unit: input.unit, period: period.key }))
    return no(problem('reports.already', { period: period.key }, { field: 'period' }))
  const cutOff = input.cutOff ?? cutOffOf(period, await cutOffsOf(tx, input.unit))
  if (cutOff < period.from || cutOff > period.until) return no(cutOffProblem(period))
  const consolidates = input.consolidates ?? 'none'
  if (!CONSOLIDATES.includes(consolidates)) return no(problem('reports.consolidates', {}, { field: 'consolidates' }))
  if (input.to && (input.to === input.unit || !(await unitExists(tx, [input.to]))))
    return no(problem('reports.no-such-unit', {}, { field: 'to' }))
  await insertReport(tx, by, {
    document: input.document,
    unit: input.unit,
    period,
    cutOff,
    cumulativeFrom: await cumulativeFrom(tx, period, directive.issuedOn),
    consolidates,
    acceptedOnly: input.acceptedOnly ?? false,
    to: input.to ?? (await reportsTo(tx, input.document, input.unit))[0] ?? null,
  })
  return filled(tx, by)
})

async function filled(tx: Tx, by: Acting) {
  const report = by.command as string as ReportId
  await fillFigures(tx, by, report)
  return yes({ report, version: 1 })
}

const periodProblem = (period: Period, today: PlainDate, issuedOn: PlainDate | null): Problem | null => {
  if (issuedOn && period.until < issuedOn)
    return problem('reports.before-directive', { date: slashed(issuedOn) }, { field: 'period' })
  return period.from > today ? problem('reports.not-begun', { date: slashed(period.from) }, { field: 'period' }) : null
}

/** The cut-off lies within its period, or there would be figures of another one in the report. */
export const cutOffProblem = (period: Period): Problem =>
  problem('reports.cut-off-outside', { from: slashed(period.from), until: slashed(period.until) }, { field: 'cutOff' })

const cumulativeFrom = async (tx: Tx, period: Period, issuedOn: PlainDate | null): Promise<PlainDate> => {
  const year = `${period.from.slice(0, 4)}-01-01` as PlainDate
  return issuedOn && (await cumulativeSince(tx)) === 'directive' ? issuedOn : year
}

const slashed = (date: PlainDate): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
