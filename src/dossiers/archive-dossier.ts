import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { moveDossier, writeStep } from './dossier.sql.ts'
import { dossierLink } from './links.ts'
import { DOSSIER } from './rules.ts'
import { reasonIn, stepDossier } from './step-dossier.ts'
import type { DossierAt, DossierState, Moved } from './types.ts'
import { fits } from './wording.ts'

/** Nộp lưu, first signature: who kept the file gives it to the archive. */
export const offerDossier = useCase<DossierAt & { readonly note?: string }, Moved<DossierState>>(
  'dossiers.offer',
  DOSSIER.offer.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'offer')
    if (!step.ok) return step
    const { row, to } = step.value
    const note = input.note?.trim() ?? ''
    const long = fits({ note })
    if (!long.ok) return long
    await moveDossier(tx, by, input.dossier, 'offer', { state: to, why: note })
    await writeStep(tx, by, input.dossier, 'offer', note)
    const parameters = { code: row.code, title: row.title, who: by.actor.name }
    await notify(tx, by, [{ unit: row.unit, kind: 'dossier-offered', parameters, link: dossierLink(input.dossier) }])
    return yes({ state: to, version: row.version + 1 })
  },
)

/** Nộp lưu, second signature: another person takes the file into the archive and says where it stands there. */
export const archiveDossier = useCase<DossierAt & { readonly place: string }, Moved<DossierState>>(
  'dossiers.archive',
  DOSSIER.archive.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'archive')
    if (!step.ok) return step
    const { row, to } = step.value
    if (row.offered_by === by.actor.account) return no(problem('dossiers.same-person'))
    const place = input.place.trim()
    if (place === '') return no(problem('dossiers.place-missing', undefined, { field: 'place' }))
    const long = fits({ place })
    if (!long.ok) return long
    await moveDossier(tx, by, input.dossier, 'archive', { state: to, place })
    await writeStep(tx, by, input.dossier, 'archive', place)
    return yes({ state: to, version: row.version + 1 })
  },
)

/** The archive does not take the file as it is, and says why; or who offered it takes it back. */
export const declineDossier = useCase<DossierAt & { readonly why: string }, Moved<DossierState>>(
  'dossiers.decline',
  DOSSIER.decline.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'decline')
    if (!step.ok) return step
    const { row, to } = step.value
    const why = reasonIn(input.why)
    if (!why.ok) return why
    const long = fits({ why: why.value })
    if (!long.ok) return long
    await moveDossier(tx, by, input.dossier, 'decline', { state: to, why: why.value })
    await writeStep(tx, by, input.dossier, 'decline', why.value)
    const parameters = { code: row.code, title: row.title, why: why.value }
    await notify(tx, by, [{ unit: row.unit, kind: 'dossier-declined', parameters, link: dossierLink(input.dossier) }])
    return yes({ state: to, version: row.version + 1 })
  },
)
