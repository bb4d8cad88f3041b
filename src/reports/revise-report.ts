import { yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import type { Begun } from './begin-report.ts'
import { fillFigures } from './fill.sql.ts'
import { insertRevision } from './report.sql.ts'
import { REPORT } from './rules.ts'
import { stepReport } from './step.ts'
import type { ReportAt, ReportId } from './types.ts'

export type ReviseReport = ReportAt & {
  /** What was changed and why: asked of who amends a report that was accepted. */
  readonly words?: string
}

/**
 * Begins the next version of a report: after it was returned, or openly after it was accepted. The earlier version stays
 * as it was. Its words and proposals are carried on, its figures taken anew from the records.
 */
export const reviseReport = useCase<ReviseReport, Begun>('reports.revise', REPORT.revise.by, async (tx, by, input) => {
  const words = input.words?.trim() ?? ''
  const tried = await stepReport(tx, by, input, 'revise')
  const amends = !tried.ok && tried.problem.kind === 'reports.wrong-state'
  const step = amends ? await stepReport(tx, by, input, 'amend', { words }) : tried
  if (!step.ok) return step
  await insertRevision(tx, by, input.report, amends ? words : null)
  const report = by.command as string as ReportId
  await fillFigures(tx, by, report)
  return yes({ report, version: 1 })
})
