import { get, post, type Pages } from '../routes.ts'
import { downloadForm, showForm } from './form.tsx'
import { importFilled, showImport } from './import.tsx'
import { makeLetterForm, showLetterForms } from './letter-forms.tsx'

/** Workbooks for units without an account: made from a letter, sent by mail, recorded when they come back. */
export const sheetPages: Pages = [
  get('/letters/:id/sheets', 'signed-in', showLetterForms),
  post('/letters/:id/sheets', ['officer', 'clerk', 'leader'], makeLetterForm),
  get('/sheets/import', ['officer', 'clerk'], showImport),
  post('/sheets/import', ['officer', 'clerk'], importFilled),
  get('/sheets/:id', 'signed-in', showForm),
  get('/sheets/:id/file', 'signed-in', downloadForm),
]
