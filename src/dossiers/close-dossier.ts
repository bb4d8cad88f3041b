import { no, problem, yes } from '../kernel/index.ts'
import { useCase, type UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import {
  insertContents,
  marksOf,
  moveDossier,
  openFileOf,
  openWork,
  papersByHand,
  writeStep,
  type DossierRow,
} from './dossier.sql.ts'
import { contentsOf, DOSSIER } from './rules.ts'
import { reasonIn, stepDossier } from './step-dossier.ts'
import type { DossierAt, DossierId, DossierState, Gather, Moved, Paper } from './types.ts'
import { fits } from './wording.ts'

export type CloseDossier = DossierAt & { readonly why?: string }

/** The contents of an open file as they stand now: gathered, put in by hand, without what was left out. */
export async function contentsNow(
  tx: Tx,
  gather: Gather,
  dossier: DossierId,
  of: Pick<DossierRow, 'unit' | 'document'>,
): Promise<readonly Paper[]> {
  const gathered = of.document ? await gather(tx, { unit: of.unit, document: of.document }) : []
  return contentsOf(gathered, (await papersByHand(dossier).execute(tx)).rows, await marksOf(tx, dossier))
}

/**
 * Closes a file when the work is over: the contents list is frozen and nothing is added any more but by reopening. Open
 * tasks need a reason. What gathers the papers is passed in, because only a higher room sees every source.
 */
export const closingDossier = (gather: Gather): UseCase<CloseDossier, Moved<DossierState>> =>
  useCase('dossiers.close', DOSSIER.close.by, async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'close')
    if (!step.ok) return step
    const { row, to } = step.value
    const why = input.why?.trim() ?? ''
    const long = fits({ why })
    if (!long.ok) return long
    const open = row.document ? await openWork(tx, row.unit, row.document) : 0
    if (open > 0 && why === '') return no(problem('dossiers.open-tasks', { count: open }, { field: 'why' }))
    const papers = await contentsNow(tx, gather, input.dossier, row)
    if (papers.length === 0) return no(problem('dossiers.empty'))
    if (papers.length > PAPERS_MAX) return no(problem('dossiers.too-many-papers', { most: PAPERS_MAX }))
    const edition = row.edition + 1
    await insertContents(tx, by, input.dossier, edition, papers)
    await moveDossier(tx, by, input.dossier, 'close', { state: to, edition, closedWhy: why || null })
    await writeStep(tx, by, input.dossier, 'close', why)
    return yes({ state: to, version: row.version + 1 })
  })
/** More than this is no file any more but an archive. */
const PAPERS_MAX = 5_000

/** Opens a closed file again, with the reason; what is added then gets a new contents list when it is closed again. */
export const reopenDossier = useCase<DossierAt & { readonly why: string }, Moved<DossierState>>(
  'dossiers.reopen',
  DOSSIER.reopen.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'reopen')
    if (!step.ok) return step
    const { row, to } = step.value
    const why = reasonIn(input.why)
    if (!why.ok) return why
    const long = fits({ why: why.value })
    if (!long.ok) return long
    const other = row.document ? await openFileOf(tx, row.unit, row.document) : null
    if (other) return no(problem('dossiers.has-file-already', { code: other }))
    await moveDossier(tx, by, input.dossier, 'reopen', { state: to, why: why.value })
    await writeStep(tx, by, input.dossier, 'reopen', why.value)
    return yes({ state: to, version: row.version + 1 })
  },
)
