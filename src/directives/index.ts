/** directives: registers, citations, deliveries and tasks. */
export type * from './types.ts'

// Reading a paper in
export { EMPTY_LETTER, fieldsOf, secretMark, secretProblem } from './letter.ts'
export { keepReading, nothingSecret, type KeptReading } from './keep-reading.ts'
export {
  forgetExpiredReadings,
  readingOf,
  recentReadings,
  type RecentReading,
  type StoredReading,
} from './reading.sql.ts'

export { keepScan, type KeptScan } from './keep-scan.ts'
export { cancelScan } from './cancel-scan.ts'
export { readScans, SCAN_QUEUE, type ScanReader } from './read-scans.ts'
export { forgetExpiredScans, openScans, scanOf, type StoredScan } from './scan.sql.ts'
export {
  needsLooking,
  noReader,
  paperTools,
  type PagePicture,
  type PaperTools,
  type ReadSlowly,
} from './paper-tools.ts'

// What clerks correct: the unit's own test set
export { scoreSamples, testFiles, type TestFile } from './test-set.ts'
export { exportTestSet, TEST_SET, TEST_SET_MOST } from './export-test-set.ts'
export { correctionsKept, forgetExpiredSamples, samplesOf, type CorrectedField, type KeptSample } from './sample.sql.ts'
export type { Checked, Correction, GoldDocument, Sample } from './sample.ts'

// Incoming
export { registerIncoming, type Registered, type RegisterIncoming } from './register-incoming.ts'
export { submitIncoming } from './submit-incoming.ts'
export { noteIncoming, type NoteIncoming } from './note-incoming.ts'
export { handOut } from './hand-out.ts'

// Outgoing
export { draftOutgoing, type Drafted, type DraftOutgoing } from './draft-outgoing.ts'
export { editDraft, type EditDraft } from './edit-draft.ts'
export { submitOutgoing } from './submit-outgoing.ts'
export { sendBack, type SendBack } from './send-back.ts'
export { sign } from './sign.ts'
export { number, type Numbered, type NumberLetter } from './number.ts'
export { cancelNumber, type CancelNumber } from './cancel-number.ts'
export { editAddressees, type EditAddressees } from './edit-addressees.ts'
export {
  addressingOf,
  type Addressed,
  type Addressing,
  type AskedOnly,
  type PhraseReading,
  type PlannedTask,
} from './addressing.ts'
export { issue, type Issued } from './issue.ts'
export { isWrittenHere, onPaper, type OnPaper } from './on-paper.ts'
export { draftPlan, type DraftPlan } from './draft-plan.ts'
export { draftInvitation, invitationProblems, type DraftInvitation } from './draft-invitation.ts'

// Copies of letters, and how letters are printed
export { setSampleDays, type SetSampleDays } from './set-sample-days.ts'
export { cancelCopy, type CancelCopy } from './cancel-copy.ts'
export { COPIES, copyProblems, makeCopy, type MadeCopy, type MakeCopy } from './make-copy.ts'
export { copiesOf, copyWithLetter, type CopyKind, type CopyLine, type LetterCopy } from './copy.sql.ts'
export { copyOnPaper } from './copy-on-paper.ts'
export { setLayout, SETS_LAYOUT, type SetLayout } from './set-layout.ts'
export { layoutFor, ownFigures, type LayoutRegime } from './layout.sql.ts'

export { passOn, type PassOn } from './pass-on.ts'
export { draftAbout, type DraftAbout } from './draft-about.ts'
export { missingTextRequest, type MissingTextRequest } from './missing-text-request.ts'
export { setBook, type SetBook } from './set-book.ts'
export { booksOf, type Book } from './register.sql.ts'

// Recipients
export { openDelivery, type OpenDelivery } from './open-delivery.ts'
export { acknowledge, type Acknowledge, type Acknowledged } from './acknowledge.ts'
export { returnDelivery, type ReturnDelivery } from './return-delivery.ts'
export { answerProposal, type AnswerProposal } from './answer-proposal.ts'

// Tasks
export type { TaskAt } from './task.ts'
export { takeTask } from './take-task.ts'
export { divideTask, type DivideTask } from './divide-task.ts'
export { setOwnDate, type SetOwnDate } from './set-own-date.ts'
export { askDate, type AskDate } from './ask-date.ts'
export { answerDate, type AnswerDate } from './answer-date.ts'
export { finishTask, type FinishTask } from './finish-task.ts'
export type { PartAt } from './move-part.ts'
export { takePart } from './take-part.ts'
export { finishPart, type FinishPart } from './finish-part.ts'

// Evidence: called by the rooms that own what shows it
export { endEvidence, setEvidence, type Evidence, type EvidenceKind } from './evidence.sql.ts'
export { openEvidence } from './open-evidence.ts'

// The first evidence: a unit's own implementing letter
export { enterImplementing, type EnterImplementing } from './enter-implementing.ts'
export { withdrawImplementing, type WithdrawImplementing } from './withdraw-implementing.ts'
export {
  implementingFrom,
  implementingOf,
  implementingRows,
  type Implementing,
  type ImplementingLetter,
} from './implementing.sql.ts'

// What rooms above need when they move something of a letter
export { movedMeanwhile, noSuchLetter, type Stamp } from './moved.sql.ts'
export { mustHoldLetter, holdsLetter, type HeldLetter } from './held.sql.ts'

// What rooms above share: who moved a row meanwhile; giving parts of tasks to another person; files that may enter
export { givePartsTo, type GivenPart } from './give-parts.sql.ts'
export { openFile } from './open-file.ts'

// Rules that pages share
export {
  INCOMING,
  judgeTask,
  OUTGOING,
  PART,
  printedNumber,
  TASK,
  type Step,
  type TaskFacts,
  type TaskMove,
  type TaskNeed,
} from './rules.ts'
export { mayDraft, mayMoveIncoming, mayMoveOutgoing, mayMovePart, mayMoveTask, mayRegister } from './policy.ts'
export { letterLink, taskLink } from './links.ts'
export { nameOf, SAMPLE_MARK, slashed } from './wording.ts'

// Reads
export {
  letterOf,
  registerOf,
  type DeliveryHere,
  type IncomingHere,
  type LetterAsk,
  type LetterCitation,
  type LetterClause,
  type LetterFile,
  type LetterHead,
  type LetterLine,
  type LetterView,
  type OutgoingHere,
  type Page,
  type RegisterLine,
} from './reads.sql.ts'
export { fsckDirectives } from './fsck.sql.ts'
