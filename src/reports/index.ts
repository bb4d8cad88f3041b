export { coverageOf, reachOf, type Coverage, type DeliveryNode, type Reach } from './coverage.sql.ts'
export { desksOf, letterNumber, workOf, type Desks, type WorkItem } from './my-work.sql.ts'
export { papersAround, type ClauseThread, type Paper, type PaperLink } from './thread.sql.ts'
export {
  requestsTo,
  taskOf,
  type DateRequest,
  type TaskEvidence,
  type TaskIntent,
  type TaskPart,
  type TaskView,
} from './task.sql.ts'
export { letterAt, letterWithClauses, lettersOn, type Desk, type LetterLine, type LetterView } from './letter.sql.ts'

// Files of work, hand-overs and the night's urging: gathered from every room
export { closeDossier, confirmGone, giveOver, urgeTonight, urgingTonight } from './bound.ts'
export { gatherDossier } from './dossier-sources.sql.ts'
export { listInHand } from './in-hand.sql.ts'

// Periodic reports
export {
  CUT_OFF_DAY,
  cutOffOf,
  PERIOD_KINDS,
  periodAround,
  periodOf,
  reportable,
  type CutOffs,
  type Period,
  type PeriodKind,
} from './period.ts'
export {
  judgeReport,
  REPORT,
  TEXTS,
  type ReportFacts,
  type ReportMove,
  type ReportState,
  type ReportTexts,
} from './rules.ts'
export { CONSOLIDATES, type Consolidates, type ProposalInput, type ReportAt, type ReportId } from './types.ts'
export { mayMoveReport, maySetDuty, mayWriteReports } from './policy.ts'
export { beginReport, type BeginReport, type Begun } from './begin-report.ts'
export { fillReport, type FillReport } from './fill-report.ts'
export { writeReport, type WriteReport } from './write-report.ts'
export { acceptReport, returnReport, submitReport, type ReturnReport } from './move-report.ts'
export { reviseReport, type ReviseReport } from './revise-report.ts'
export { makeReportLetter } from './make-report-letter.ts'
export { settleReport } from './settle-report.ts'
export { answerReportProposal, type AnswerReportProposal } from './answer-report-proposal.ts'
export { setCutOffs, setReportDuty, type SetCutOffs, type SetReportDuty } from './set-duty.ts'
export { cutOffsOf, type Duty } from './setting.sql.ts'
export { reportsTo } from './report.sql.ts'
export {
  recordsBehind,
  sinceCounted,
  type Claim,
  type FigureRecord,
  type RecordChange,
  type SharedRecord,
  type SinceCounted,
} from './records.sql.ts'
export {
  reportAt,
  type LeftOut,
  type ProposalView,
  type ReportFigure,
  type ReportPartView,
  type ReportView,
} from './report-view.sql.ts'
export {
  letterReports,
  reportsOfLetter,
  reportsOn,
  SHELVES,
  type ReportLine,
  type ReportShelf,
} from './report-lists.sql.ts'
export { amountOf, indicatorName, measureName, ofPlan, periodName } from './wording.ts'
export { wholeness } from './letter-text.ts'
export { fsckReports } from './fsck.sql.ts'
