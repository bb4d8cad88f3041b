import { get, post, type Pages } from '../routes.ts'
import { showDossier } from './dossier.tsx'
import { openFromForm, showDossiers, showNewDossier } from './dossiers.tsx'
import { sendZip } from './download.tsx'
import { showHandover } from './handover.tsx'
import { openHandoverForm, showHandovers, showNewHandover } from './handovers.tsx'
import { showLetterDossiers } from './letter-dossiers.tsx'
import { addLineForm, changeLineForm, showLines } from './lines.tsx'
import { addPaperForm, markPaperForm, moveDossierForm, removePaperForm } from './move-dossier.ts'
import { moveHandoverForm, remarksForm } from './move-handover.ts'
import { showPrint } from './print.tsx'
import { showHandoverPrint } from './print-handover.tsx'

const WORKS = ['officer', 'clerk', 'leader'] as const
const SIGNS = ['officer', 'clerk', 'leader', 'reader', 'admin'] as const

/** Files of work, the list they stand in, and hand-overs; the tab of a letter that leads to its file. */
export const dossierPages: Pages = [
  get('/dossiers', 'signed-in', showDossiers),
  post('/dossiers', WORKS, openFromForm),
  get('/dossiers/new', WORKS, showNewDossier),
  get('/dossiers/lines', 'signed-in', showLines),
  post('/dossiers/lines', ['clerk', 'leader'], addLineForm),
  post('/dossiers/lines/:id', ['clerk', 'leader'], changeLineForm),
  get('/dossiers/:id', 'signed-in', showDossier),
  get('/dossiers/:id/print', 'signed-in', showPrint),
  get('/dossiers/:id/zip', 'signed-in', sendZip),
  post('/dossiers/:id/papers', WORKS, addPaperForm),
  post('/dossiers/:id/remove', WORKS, removePaperForm),
  post('/dossiers/:id/mark', WORKS, markPaperForm),
  post('/dossiers/:id/close', ['officer', 'leader'], moveDossierForm('close')),
  post('/dossiers/:id/reopen', ['officer', 'leader'], moveDossierForm('reopen')),
  post('/dossiers/:id/offer', WORKS, moveDossierForm('offer')),
  post('/dossiers/:id/archive', ['clerk'], moveDossierForm('archive')),
  post('/dossiers/:id/decline', WORKS, moveDossierForm('decline')),
  get('/letters/:id/dossier', 'signed-in', showLetterDossiers),
  get('/handovers', 'signed-in', showHandovers),
  get('/handovers/new', ['leader', 'admin'], showNewHandover),
  post('/handovers', ['leader', 'admin'], openHandoverForm),
  get('/handovers/:id', 'signed-in', showHandover),
  get('/handovers/:id/print', 'signed-in', showHandoverPrint),
  post('/handovers/:id/remarks', [...WORKS, 'admin'], remarksForm),
  post('/handovers/:id/give', SIGNS, moveHandoverForm('give')),
  post('/handovers/:id/confirm-gone', ['leader'], moveHandoverForm('confirm-gone')),
  post('/handovers/:id/take', WORKS, moveHandoverForm('take')),
  post('/handovers/:id/give-back', WORKS, moveHandoverForm('give-back')),
  post('/handovers/:id/cancel', ['leader', 'admin'], moveHandoverForm('cancel')),
]
