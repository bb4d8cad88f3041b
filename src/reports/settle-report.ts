import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { settleFigures } from './fill.sql.ts'
import { mayWriteReports, WRITES } from './policy.ts'
import { lockReport } from './report.sql.ts'
import type { ReportId } from './types.ts'

/**
 * After the period is over, keeps what it came to beside what was estimated: both are shown from then on. Refuses
 * `reports.not-over` and `reports.already-settled`.
 */
export const settleReport = useCase<{ readonly report: ReportId }, { readonly report: ReportId }>(
  'reports.settle',
  WRITES,
  async (tx, by, input) => {
    const row = await lockReport(tx, input.report)
    if (!row) return no(problem('reports.no-such-report'))
    const may = mayWriteReports(by.actor, row.unit_id)
    if (!may.ok) return may
    if (row.state !== 'submitted' && row.state !== 'accepted')
      return no(problem('reports.wrong-state', { state: row.state }))
    if (row.until_on >= by.today) return no(problem('reports.not-over'))
    if (row.settled_at) return no(problem('reports.already-settled'))
    await settleFigures(tx, by, input.report)
    return yes({ report: input.report })
  },
)
