import { get, post, type Pages } from '../routes.ts'
import { draftUrgingLetter, showLetterUrging } from './letter-urging.tsx'
import { showLog } from './log.tsx'
import { changeRules, confirmQuietDay, makeQuietDay, showQuietDays, takeQuietDay } from './quiet-days.tsx'

/** Urging: who is late over one letter, the log, and the calendar that an administrator keeps. */
export const urgingPages: Pages = [
  get('/letters/:id/urging', 'signed-in', showLetterUrging),
  post('/letters/:id/urging', ['officer', 'clerk', 'leader'], draftUrgingLetter),
  get('/urging', 'signed-in', showLog),
  get('/admin/quiet-days', ['admin'], showQuietDays),
  post('/admin/quiet-days', ['admin'], makeQuietDay),
  post('/admin/quiet-days/confirm', ['admin'], confirmQuietDay),
  post('/admin/quiet-days/remove', ['admin'], takeQuietDay),
  post('/admin/urging-rules', ['admin'], changeRules),
]
