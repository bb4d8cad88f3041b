/** dossiers: the file of one piece of work, its way to the archive, and the hand-over between officers. */
export type * from './types.ts'

// The list of files, and files
export { addLine, editLine, endLine, type ChangeLine, type NewLine } from './keep-line.ts'
export { openDossier, type OpenDossier } from './open-dossier.ts'
export { addPaper, markPaper, removePaper, type AddPaper, type MarkPaper, type RemovePaper } from './add-paper.ts'
export { closingDossier, contentsNow, reopenDossier, type CloseDossier } from './close-dossier.ts'
export { archiveDossier, declineDossier, offerDossier } from './archive-dossier.ts'

// Hand-over
export {
  cancelHandover,
  confirmingGone,
  giveBack,
  givingOver,
  openHandover,
  takeOver,
  writeRemarks,
  type OpenHandover,
  type TakenOver,
} from './hand-over.ts'

// Rules that pages share
export { archiveBy, contentsOf, DOSSIER, HANDOVER, isRetention, type DossierMove, type HandoverMove } from './rules.ts'
export { mayKeepList, mayMoveDossier, mayMoveHandover, mayOpen } from './policy.ts'
export { dossierLink, handoverLink } from './links.ts'
export { dossierSettings, type DossierSettings } from './settings.sql.ts'

// Reads
export { linesOf, linesToChoose, type LineView } from './line.sql.ts'
export { colleaguesAt, itemsOf, type Colleague } from './handover.sql.ts'
export {
  dossierOf,
  dossiersOf,
  handoverOf,
  handoversOf,
  type DossierLineView,
  type DossierStep,
  type DossierView,
  type HandoverLineView,
  type HandoverView,
} from './reads.sql.ts'
export { fsckDossiers } from './fsck.sql.ts'
