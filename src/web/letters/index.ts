import { get, post, type Pages } from '../routes.ts'
import { changeBook, showBook } from './books.tsx'
import { showDesk, registerReading } from './desk.tsx'
import { sendFile } from './file.ts'
import { showLetter } from './letter.tsx'
import { showLetters } from './letters.tsx'
import { readLetter, showRead } from './read.tsx'
import { showReading } from './reading.tsx'
import { cancelReading, sendPagePicture } from './scan.tsx'
import { saveTestSetDays, sendTestSet, showTestSet } from './test-set.tsx'
import { acknowledgeLetter, passOnLetter, returnLetter, answerPassing } from './receive.ts'
import { editAddressee, issueLetter, showSend } from './send.tsx'
import { showThread, requestMissing } from './thread.tsx'
import { enterImplementingLetter, withdrawImplementingLetter } from './implementing.ts'
import {
  handOutLetter,
  noteLetter,
  numberLetter,
  sendBackLetter,
  signLetter,
  submitIncomingLetter,
  submitOutgoingLetter,
  cancelLetterNumber,
} from './move-letter.ts'
import { sendAsPdf, sendAsWord } from './on-paper.ts'
import { cancelLetterCopy, changeCopyBook, sendCopyAsPdf, sendCopyAsWord, showCopies } from './copies.tsx'
import { makeLetterCopy, makePlan, showCompose, showPlanSources } from './compose.tsx'
import { makeInvitation, showInvitation } from './invitation.tsx'
import { saveLayout, showLayouts } from './layouts.tsx'
import { editLetter, makeDraft, showEdit, showNewDraft } from './draft.tsx'

/** Letters: read, register, write, send, receive, pass on; the letter's page and its thread. */
export const letterPages: Pages = [
  get('/read', ['clerk', 'officer', 'leader'], showRead),
  post('/read', ['clerk', 'officer', 'leader'], readLetter),
  get('/readings/test-set', ['admin'], showTestSet),
  post('/readings/test-set', ['admin'], sendTestSet),
  post('/readings/test-set/days', ['admin'], saveTestSetDays),
  get('/readings/:id', 'signed-in', showReading),
  post('/readings/:id/cancel', ['clerk', 'officer', 'leader'], cancelReading),
  get('/readings/:id/pages/:page', 'signed-in', sendPagePicture),
  get('/readings/:id/:n', 'signed-in', showDesk),
  post('/readings/:id/:n', ['clerk', 'officer', 'leader'], registerReading),
  get('/letters', 'signed-in', showLetters),
  get('/books/copies', 'signed-in', showCopies),
  post('/books/copies', ['clerk', 'admin'], changeCopyBook),
  get('/copies/:id/copy.pdf', 'signed-in', sendCopyAsPdf),
  get('/copies/:id/copy.docx', 'signed-in', sendCopyAsWord),
  post('/copies/:id/cancel', ['clerk', 'leader'], cancelLetterCopy),
  get('/admin/layouts', ['admin'], showLayouts),
  post('/admin/layouts', ['admin'], saveLayout),
  get('/books/:direction', 'signed-in', showBook),
  post('/books/:direction', ['clerk', 'admin'], changeBook),
  get('/letters/new', ['clerk', 'officer', 'leader'], showNewDraft),
  post('/letters/new', ['clerk', 'officer', 'leader'], makeDraft),
  get('/letters/new/invitation', ['clerk', 'officer', 'leader'], showInvitation),
  post('/letters/new/invitation', ['clerk', 'officer', 'leader'], makeInvitation),
  get('/letters/new/plan', ['clerk', 'officer', 'leader'], showPlanSources),
  get('/letters/:id/compose', 'signed-in', showCompose),
  post('/letters/:id/plan', ['clerk', 'officer', 'leader'], makePlan),
  post('/letters/:id/copy', ['clerk', 'leader'], makeLetterCopy),
  get('/letters/:id', 'signed-in', showLetter),
  get('/letters/:id/thread', 'signed-in', showThread),
  get('/letters/:id/send', 'signed-in', showSend),
  get('/letters/:id/letter.docx', 'signed-in', sendAsWord),
  get('/letters/:id/letter.pdf', 'signed-in', sendAsPdf),
  get('/letters/:id/edit', ['clerk', 'officer', 'leader'], showEdit),
  get('/files/:file', 'signed-in', sendFile),
  post('/letters/:id/edit', ['clerk', 'officer', 'leader'], editLetter),
  post('/letters/:id/submit-incoming', ['clerk'], submitIncomingLetter),
  post('/letters/:id/note', ['leader'], noteLetter),
  post('/letters/:id/hand-out', ['clerk'], handOutLetter),
  post('/letters/:id/submit', ['clerk', 'officer', 'leader'], submitOutgoingLetter),
  post('/letters/:id/send-back', ['leader'], sendBackLetter),
  post('/letters/:id/sign', ['leader'], signLetter),
  post('/letters/:id/number', ['clerk'], numberLetter),
  post('/letters/:id/cancel-number', ['clerk'], cancelLetterNumber),
  post('/letters/:id/addressees', ['clerk', 'officer', 'leader'], editAddressee),
  post('/letters/:id/issue', ['clerk'], issueLetter),
  post('/letters/:id/acknowledge', ['clerk'], acknowledgeLetter),
  post('/letters/:id/return', ['clerk'], returnLetter),
  post('/letters/:id/answer-passing', ['clerk', 'leader', 'officer'], answerPassing),
  post('/letters/:id/pass-on', ['clerk', 'officer', 'leader'], passOnLetter),
  post('/letters/:id/implementing', ['clerk', 'officer', 'leader'], enterImplementingLetter),
  post('/letters/:id/withdraw-implementing', ['clerk', 'officer', 'leader'], withdrawImplementingLetter),
  post('/letters/:id/request-text', ['clerk', 'officer', 'leader'], requestMissing),
]
