import { no, problem, yes, type DocumentId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { draftAbout } from '../directives/index.ts'
import { unitsBeside } from './beside.ts'
import { reportBody, reportSubject } from './letter-text.ts'
import { mayWriteReports, WRITES } from './policy.ts'
import { reportAt } from './report-view.sql.ts'
import { lockReport, noteLetter } from './report.sql.ts'
import type { ReportAt } from './types.ts'

/**
 * Drafts the outgoing letter that carries a submitted report on paper, with its figures and its words, to whom the report
 * goes and in copy to the bodies beside; from there the ordinary steps follow. A version that another has taken the place
 * of is sent by no letter.
 */
export const makeReportLetter = useCase<ReportAt, { readonly document: DocumentId }>(
  'reports.make-letter',
  WRITES,
  async (tx, by, input) => {
    const row = await lockReport(tx, input.report)
    if (!row) return no(problem('reports.no-such-report'))
    const may = mayWriteReports(by.actor, row.unit_id)
    if (!may.ok) return may
    if (row.state !== 'submitted' && row.state !== 'accepted')
      return no(problem('reports.wrong-state', { state: row.state }))
    if (row.letter_id) return no(problem('reports.already-letter'))
    if (!row.newest) return no(problem('reports.needs-newest'))
    const report = await reportAt(tx, input.report)
    if (!report?.to) return no(problem('reports.no-such-report'))
    const drafted = await draftAbout(tx, by, {
      unit: row.unit_id,
      about: row.document_id,
      docType: 'báo cáo',
      to: [{ unit: report.to, name: report.toName ?? '' }],
      copies: (await unitsBeside(tx, by, row)).map(unit => unit.name),
      words: about => ({ subject: reportSubject(report, about), body: reportBody(report, about) }),
    })
    if (!drafted.ok) return drafted
    await noteLetter(tx, by, row.id, drafted.value.document)
    return yes({ document: drafted.value.document })
  },
)
