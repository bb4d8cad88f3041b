import { get, post, type Pages } from '../routes.ts'
import { saveAnswers, saveCaughtUp, takeBackSession } from './move-session.ts'
import { saveSession, showNewSession } from './new-session.tsx'
import { saveRoll, showRoll } from './roll.tsx'
import { showSession } from './session.tsx'
import { showStudy } from './study.tsx'

/** How a letter is studied and made known: the roll, the sessions, the coverage. */
export const studyPages: Pages = [
  get('/letters/:id/study', 'signed-in', showStudy),
  get('/letters/:id/study/roll', ['officer', 'clerk', 'leader'], showRoll),
  post('/letters/:id/study/roll', ['officer', 'clerk', 'leader'], saveRoll),
  get('/letters/:id/study/new', ['officer', 'clerk', 'leader'], showNewSession),
  post('/letters/:id/study/new', ['officer', 'clerk', 'leader'], saveSession),
  get('/letters/:id/study/sessions/:session', 'signed-in', showSession),
  post('/letters/:id/study/sessions/:session/catch-up', ['officer', 'clerk', 'leader'], saveCaughtUp),
  post('/letters/:id/study/sessions/:session/answers', ['officer', 'clerk', 'leader'], saveAnswers),
  post('/letters/:id/study/sessions/:session/withdraw', ['officer', 'clerk', 'leader'], takeBackSession),
]
