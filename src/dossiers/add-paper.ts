import { no, problem, yes, type DocumentId, type FileId, type PlainDate, type Result } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { printedNumber, type Regime, type Scan } from '../directives/index.ts'
import { storeFile } from '../files/index.ts'
import { insertPaper, letterNamed, setMark, takeOutPaper, touchDossier, writeStep } from './dossier.sql.ts'
import { DOSSIER } from './rules.ts'
import { reasonIn, stepDossier } from './step-dossier.ts'
import type { DossierAt, DossierId, DossierState, Mark, Moved, PaperId } from './types.ts'
import { fits } from './wording.ts'

export type AddPaper = DossierAt & {
  /** A letter of the system, whose number, day and subject are its own; or a paper as a person describes it. */
  readonly document?: DocumentId | null
  readonly number?: string
  readonly dated?: PlainDate | null
  readonly author?: string
  readonly subject?: string
  readonly pages?: number | null
  readonly file?: Scan | null
  /** Said by who puts a file in: nothing in it is secret. A picture has no text in which a program could look. */
  readonly declaredOpen?: boolean
}

/** Puts a paper into the file by hand: a letter that nothing else brings in, or a paper with its scan. */
export const addPaper = useCase<AddPaper, { readonly paper: PaperId; readonly version: number }>(
  'dossiers.add-paper',
  DOSSIER.add.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'add')
    if (!step.ok) return step
    const described = await describe(tx, input)
    if (!described.ok) return described
    const pages = pagesIn(input.pages ?? null)
    if (!pages.ok) return pages
    const file = await fileFor(tx, by, input.dossier, step.value.row.unit, input)
    if (!file.ok) return file
    const paper = by.command as string as PaperId
    await insertPaper(tx, by, input.dossier, {
      ...described.value,
      id: paper,
      pages: pages.value,
      document: input.document ?? null,
      file: file.value,
    })
    await touchDossier(tx, by, input.dossier)
    return yes({ paper, version: step.value.row.version + 1 })
  },
)

async function describe(
  tx: Tx,
  input: AddPaper,
): Promise<Result<{ number: string; dated: PlainDate | null; author: string; subject: string }>> {
  if (input.document) {
    const letter = await letterNamed(tx, input.document)
    if (!letter) return no(problem('dossiers.no-such-letter', undefined, { field: 'document' }))
    return yes({
      number: printedNumber(letter.regime as Regime | null, letter.number, letter.symbol),
      dated: letter.issuedOn,
      author: letter.issuer,
      subject: letter.subject.trim() || '–',
    })
  }
  const paper = {
    number: input.number?.trim() ?? '',
    author: input.author?.trim() ?? '',
    subject: input.subject?.trim() ?? '',
  }
  if (paper.subject === '') return no(problem('dossiers.subject-missing', undefined, { field: 'subject' }))
  const long = fits(paper)
  return long.ok ? yes({ ...paper, dated: input.dated ?? null }) : long
}

async function fileFor(
  tx: Tx,
  by: Acting,
  dossier: DossierId,
  unit: AddUnit,
  { file, declaredOpen }: AddPaper,
): Promise<Result<FileId | null>> {
  if (!file) return yes(null)
  if (!declaredOpen) return no(problem('dossiers.not-declared-open', undefined, { field: 'declaredOpen' }))
  return storeFile(tx, by, { ...file, unit, owner: { kind: 'dossier', id: dossier }, purpose: 'attachment' })
}
type AddUnit = Parameters<typeof storeFile>[2]['unit']

/** How many pages: a whole number that a file may have. */
function pagesIn(pages: number | null): Result<number | null> {
  const good = pages === null || (Number.isInteger(pages) && pages > 0 && pages <= 100_000)
  return good ? yes(pages) : no(problem('dossiers.pages', undefined, { field: 'pages' }))
}

export type RemovePaper = DossierAt & { readonly paper: PaperId; readonly why: string }

/** Takes out what was put in by hand, with the reason; the row stays. */
export const removePaper = useCase<RemovePaper, Moved<DossierState>>(
  'dossiers.remove-paper',
  DOSSIER.add.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'add')
    if (!step.ok) return step
    const why = reasonIn(input.why)
    if (!why.ok) return why
    const long = fits({ why: why.value })
    if (!long.ok) return long
    if (!(await takeOutPaper(tx, by, input.dossier, input.paper, why.value)))
      return no(problem('dossiers.no-such-paper'))
    await touchDossier(tx, by, input.dossier)
    return yes({ state: step.value.to, version: step.value.row.version + 1 })
  },
)

export type MarkPaper = DossierAt & { readonly mark: Mark }

/** Says how many pages a paper has that came by itself, or why it is left out of the file; without either takes that back. */
export const markPaper = useCase<MarkPaper, Moved<DossierState>>(
  'dossiers.mark-paper',
  DOSSIER.add.by,
  async (tx, by, input) => {
    const step = await stepDossier(tx, by, input, 'add')
    if (!step.ok) return step
    const { mark } = input
    const pages = pagesIn(mark.pages)
    if (!pages.ok) return pages
    const leftOutWhy = mark.leftOutWhy?.trim() || null
    const long = fits({ why: leftOutWhy ?? '' })
    if (!long.ok) return long
    if (!/^[a-z-]{1,40}$/.test(mark.source) || mark.id === '' || mark.id.length > 200)
      return no(problem('dossiers.no-such-paper'))
    await setMark(tx, by, input.dossier, { ...mark, leftOutWhy })
    if (leftOutWhy) await writeStep(tx, by, input.dossier, 'leave-out', leftOutWhy)
    await touchDossier(tx, by, input.dossier)
    return yes({ state: step.value.to, version: step.value.row.version + 1 })
  },
)
