/** dissemination: how a letter is studied and made known, session by session, in numbers and never in names. */
export type * from './types.ts'

export { countRoll, type CountRoll } from './count-roll.ts'
export { recordSession, type RecordSession, type SessionRecorded } from './record-session.ts'
export { catchUp, type CatchUp } from './catch-up.ts'
export { withdrawSession, type WithdrawSession } from './withdraw-session.ts'
export { recordAnswers, type RecordAnswers } from './record-answers.ts'

// Rules that pages share
export {
  ASKED_MIN,
  asksForStudy,
  AUDIENCES,
  audiencesWithin,
  countFrom,
  FORMS,
  localOf,
  MEANS,
  MOMENTS,
  QUESTIONS,
} from './rules.ts'
export { mayEnterStudy } from './policy.ts'

// The roll in hand: for what enters it from a workbook
export { lockRoll, rollVersion, type RollLine } from './roll.sql.ts'

// Reads
export {
  sessionOf,
  studyDesk,
  type DeskBranch,
  type DeskChange,
  type DeskRoll,
  type DeskSession,
  type DeskTask,
  type SessionView,
  type StudyDesk,
} from './desk.sql.ts'
export { studyCoverage, type Reached, type StudyCoverage, type UnitStudy } from './coverage.sql.ts'
export { fsckDissemination } from './fsck.sql.ts'
