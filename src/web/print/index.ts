import { get, type Pages } from '../routes.ts'
import { printActivity, printHandOut } from './activity.tsx'
import { printLate, printWork } from './lists.tsx'
import { printSession } from './session.tsx'

/** Papers to be printed and signed. Reports, files and hand-overs print from their own pages. */
export const printPages: Pages = [
  get('/print/work', 'signed-in', printWork),
  get('/print/late/:id', 'signed-in', printLate),
  get('/print/sessions/:id', 'signed-in', printSession),
  get('/print/activities/:id', 'signed-in', printActivity),
  get('/print/activities/:id/hand-out', 'signed-in', printHandOut),
]
