import {
  addPaper,
  archiveDossier,
  declineDossier,
  markPaper,
  offerDossier,
  removePaper,
  reopenDossier,
  type DossierAt,
  type PaperId,
} from '../../dossiers/index.ts'
import { openFile, type Scan } from '../../directives/index.ts'
import { closeDossier } from '../../reports/index.ts'
import { idFrom, no, plainDate, problem, yes, type Result } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { dossierNamed, dossierPage } from './dossier.tsx'

/** The buttons of a file's page; each answers by showing the file again, or what stands against it. */
const moving =
  (message: string, move: (visit: Visit, form: FormValues, at: DossierAt) => Promise<Result<unknown>>) =>
  async (visit: Visit) => {
    const dossier = dossierNamed(visit)
    if (!dossier) return notFound(visit)
    const form = await visit.form()
    const done = await move(visit, form, { dossier, version: form.number('version') })
    return done.ok ? visit.done(`/dossiers/${dossier}`, message) : dossierPage(visit, [done.problem])
  }

const STEPS = {
  close: (visit, form, at) => visit.run(closeDossier, { ...at, why: form.text('why') }, form),
  reopen: (visit, form, at) => visit.run(reopenDossier, { ...at, why: form.text('why') }, form),
  offer: (visit, form, at) => visit.run(offerDossier, { ...at, note: form.text('note') }, form),
  archive: (visit, form, at) => visit.run(archiveDossier, { ...at, place: form.text('place') }, form),
  decline: (visit, form, at) => visit.run(declineDossier, { ...at, why: form.text('why') }, form),
} as const satisfies Record<string, (visit: Visit, form: FormValues, at: DossierAt) => Promise<Result<unknown>>>

export const moveDossierForm = (step: keyof typeof STEPS) => moving(`dossiers.done-${step}`, STEPS[step])

/** A number of pages as typed: nothing is nothing, and what is no number is refused and not taken for nothing. */
const pagesIn = (text: string): number | null => (text === '' ? null : /^\d{1,6}$/.test(text) ? Number(text) : -1)

export const addPaperForm = moving('dossiers.done-paper', async (visit, form, at) => {
  const file = await fileIn(form)
  if (!file.ok) return file
  const typed = form.text('dated')
  const dated = plainDate(typed)
  if (typed && !dated) return no(problem('letters.date', undefined, { field: 'dated' }))
  return visit.run(
    addPaper,
    {
      ...at,
      subject: form.text('subject'),
      number: form.text('number'),
      author: form.text('author'),
      dated,
      pages: pagesIn(form.text('pages')),
      file: file.value,
      declaredOpen: form.has('declaredOpen'),
    },
    form,
  )
})

/** The file of a form, looked at for a mark of secrecy before anything is stored. */
export async function fileIn(form: FormValues): Promise<Result<Scan | null>> {
  const sent = form.file('file')
  if (!sent) return yes(null)
  const file = { bytes: new Uint8Array(await sent.arrayBuffer()), mediaType: sent.type, name: sent.name }
  const open = await openFile(file)
  return open.ok ? yes(file) : open
}

export const removePaperForm = moving('dossiers.done-removed', (visit, form, at) => {
  const paper = idFrom<PaperId>(form.text('paper'))
  return paper
    ? visit.run(removePaper, { ...at, paper, why: form.text('why') }, form)
    : Promise.resolve(no(problem('dossiers.no-such-paper')))
})

export const markPaperForm = moving('dossiers.done-marked', (visit, form, at) =>
  visit.run(
    markPaper,
    {
      ...at,
      mark: {
        source: form.text('source'),
        id: form.text('id'),
        pages: pagesIn(form.text('pages')),
        leftOutWhy: form.text('leftOutWhy') || null,
      },
    },
    form,
  ),
)
