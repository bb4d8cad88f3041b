import { get, post, type Pages } from '../routes.ts'
import { editForm, proposeForm, showEdit, showNew } from './write.tsx'
import { moveForm, opinionForm } from './move.ts'
import { showAdvice } from './advice.tsx'
import { showDesks } from './desks.tsx'

const WORKS = ['officer', 'clerk', 'leader'] as const

/** Proposals to a superior: mine, mine to decide, mine to advise on; write one, and the page of each. */
export const advicePages: Pages = [
  get('/advice', 'signed-in', showDesks),
  get('/advice/new', WORKS, showNew),
  post('/advice', WORKS, proposeForm),
  get('/advice/:id', 'signed-in', showAdvice),
  get('/advice/:id/edit', WORKS, showEdit),
  post('/advice/:id/edit', WORKS, editForm),
  post('/advice/:id/send', ['leader'], moveForm('send')),
  post('/advice/:id/withdraw', ['leader'], moveForm('withdraw')),
  post('/advice/:id/ask', WORKS, moveForm('ask')),
  post('/advice/:id/opinion', ['officer', 'leader'], opinionForm),
  post('/advice/:id/extend', ['officer', 'leader'], moveForm('extend')),
  post('/advice/:id/return', ['officer', 'leader'], moveForm('return')),
  post('/advice/:id/decide', ['leader'], moveForm('decide')),
]
