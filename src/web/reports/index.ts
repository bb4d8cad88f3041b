import { get, post, type Pages } from '../routes.ts'
import { showFigure } from './figure.tsx'
import { changeCutOffs, showReports } from './list.tsx'
import {
  acceptPage,
  answerPage,
  fillPage,
  letterPage,
  returnPage,
  revisePage,
  settlePage,
  submitPage,
  writePage,
} from './move.ts'
import { beginLetterReport, changeDuty, showLetterReports } from './of-letter.tsx'
import { showPrint } from './print.tsx'
import { showReport } from './report.tsx'

/** Periodic reports: of the office, on one letter, one report, and the records behind each figure. */
export const reportPages: Pages = [
  get('/reports', 'signed-in', showReports),
  post('/reports/cut-offs', ['leader'], changeCutOffs),
  get('/letters/:id/reports', 'signed-in', showLetterReports),
  post('/letters/:id/reports', ['officer', 'leader'], beginLetterReport),
  post('/letters/:id/reports/duty', ['leader'], changeDuty),
  get('/reports/:id', 'signed-in', showReport),
  get('/reports/:id/print', 'signed-in', showPrint),
  get('/reports/:id/figures/:indicator', 'signed-in', showFigure),
  post('/reports/:id/write', ['officer', 'leader'], writePage),
  post('/reports/:id/fill', ['officer', 'leader'], fillPage),
  post('/reports/:id/submit', ['leader'], submitPage),
  post('/reports/:id/return', ['officer', 'leader'], returnPage),
  post('/reports/:id/accept', ['officer', 'leader'], acceptPage),
  post('/reports/:id/revise', ['officer', 'leader'], revisePage),
  post('/reports/:id/settle', ['officer', 'leader'], settlePage),
  post('/reports/:id/answer', ['officer', 'leader'], answerPage),
  post('/reports/:id/letter', ['officer', 'leader'], letterPage),
]
