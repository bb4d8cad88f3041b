import { judgeReport, mayMoveReport, type ReportMove, type ReportView } from '../../reports/index.ts'
import type { Visit } from '../visit.ts'

/** Whether the reader's role allows the step and the report stands where it begins; the command judges once more. */
export const may = (visit: Visit, report: ReportView, move: ReportMove): boolean => {
  if (!mayMoveReport(visit.signedIn(), { unit: report.unit, to: report.to }, move).ok) return false
  const newest = report.versions.at(-1)?.id === report.id
  const judged = judgeReport(
    { state: report.state, texts: report, addressed: report.to !== null, newest, ownHand: false, words: '–' },
    move,
  )
  return 'to' in judged || judged.against === 'texts' || judged.against === 'addressee'
}
