import { createHash } from 'node:crypto'
import { no, problem, yes, type Result } from '../kernel/index.ts'
import { enterScope, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { lockRoll } from '../dissemination/index.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { judge, previewOf, type Judged } from './compare.ts'
import { backTo, insertReturn, lockFormByCode, recordedOf, savepoint, standingTo, standNow } from './form.sql.ts'
import { IMPORTS, unitsHeld } from './policy.ts'
import { formIn, readForm } from './read-form.ts'
import type { PreviewLine, SheetForm, SheetProblem } from './types.ts'
import { readWorkbook, type Workbook } from './xlsx-read.ts'

export type ImportForm = {
  readonly bytes: Uint8Array
  /** `preview` records nothing; `take` records what is new; `replace` also what differs from an earlier return. */
  readonly mode: 'preview' | 'take' | 'replace'
}
export type Imported = {
  readonly code: string
  readonly form: string
  readonly unit: string
  readonly unitName: string
  readonly letter: string
  readonly period: string
  readonly lines: readonly PreviewLine[]
  /** Only a preview has any: a file with one problem is not recorded at all. */
  readonly problems: readonly SheetProblem[]
  readonly recorded: number
  readonly replaced: number
  /** This very file was recorded before. */
  readonly seen: boolean
}

/**
 * Takes a workbook that a unit filled in and sent back, on its behalf: by an officer or clerk of the unit or of one above
 * it in a line. Wholly or not at all; sent twice it records once. What cannot stand is told with sheet, row and column.
 */
export const importForm = useCase<ImportForm, Imported>('sheets.import', IMPORTS, async (tx, by, input) => {
  const book = readWorkbook(input.bytes)
  if (!book.ok) return book
  const form = await formOf(tx, by, book.value)
  if (!form.ok) return form
  const read = readForm(book.value, form.value)
  await savepoint(tx, 'sheet_import')
  const acting = standIn(by, form.value)
  await enterScope(tx, by, acting.actor)
  const done = await record(tx, by, acting, { form: form.value, read, input })
  if (done.ok) await (input.mode === 'preview' ? backTo(tx, 'sheet_import') : enterScope(tx, by, by.actor))
  return done
})

type Given = {
  readonly form: SheetForm
  readonly read: ReturnType<typeof readForm>
  readonly input: ImportForm
}

/** Compares with what is there, carries out what is new, and writes the return down; a preview is rolled back by its caller. */
async function record(tx: Tx, by: Acting, acting: Acting, { form, read, input }: Given): Promise<Result<Imported>> {
  const sha256 = createHash('sha256').update(input.bytes).digest()
  const { recorded, seen } = await recordedOf(tx, form, sha256)
  const now = await standNow(
    tx,
    form,
    recorded.flatMap(each => (each.thing ? [each.thing] : [])),
  )
  const roll = await lockRoll(tx, { unit: form.unit, document: form.document })
  const standing = { recorded, tasks: now.tasks, roll }
  const judged = judge(read.entries, standing)
  const taken = judged.filter(each => each.fate === 'new' || (each.fate === 'changed' && input.mode !== 'take'))
  // A file whose cells cannot be read is not tried any further: what they meant would only be guessed.
  const done =
    read.problems.length > 0
      ? { done: [], problems: read.problems }
      : await carryOut({ tx, by: acting, form, standing, things: now.things }, taken)
  const answer = answerOf(form, { taken, done, seen, lines: previewOf(judged, recorded, form.layout) })
  if (input.mode === 'preview') return yes(answer)
  const first = done.problems[0]
  if (first) return no(refusalOf(first))
  if (done.done.length > 0) {
    const entries = done.done.map(({ entry, thing }) => ({ kind: entry.kind, key: entry.key, fill: entry.fill, thing }))
    const { recorded: made, replaced } = answer
    await insertReturn(tx, by, { id: by.command, form, sha256, recorded: made, replaced, entries })
  }
  return yes(answer)
}

/** The form that the file says it is, where the importer may act for its unit. */
async function formOf(tx: Tx, by: Acting, book: Workbook): Promise<Result<SheetForm>> {
  const said = formIn(book)
  if (!said.ok) return said
  const form = await lockFormByCode(tx, said.value.code)
  if (!form) return no(problem('sheets.no-such-form', { code: said.value.code }))
  if (form.id !== said.value.id) return no(problem('sheets.code-of-another', { shown: said.value.code, cell: 'B4' }))
  const held = unitsHeld(by.actor, IMPORTS)
  const standing = await standingTo(tx, { unit: form.unit, document: null, held, today: by.today })
  return standing.above ? yes(form) : no(problem('sheets.import-forbidden', { unit: form.layout.unit.name }))
}

/** At work for the unit of the form and for no other, under the importer's own name. */
const standIn = (by: Acting, form: SheetForm): Acting => {
  const { unit, realm } = form
  const unitName = form.layout.unit.name
  const grants = [{ role: 'officer' as const, unit, unitName, realm }]
  return { ...by, actor: { ...by.actor, person: null, unit, unitName, grants } }
}

type Outcome = {
  readonly taken: readonly Judged[]
  readonly done: CarriedOut
  readonly seen: boolean
  readonly lines: readonly PreviewLine[]
}
const answerOf = (form: SheetForm, { taken, done, seen, lines }: Outcome): Imported => {
  const carried = new Set(done.done.map(({ entry }) => entry))
  const count = (fate: Judged['fate']) => taken.filter(each => each.fate === fate && carried.has(each.entry)).length
  return {
    code: form.code,
    form: form.id,
    unit: form.unit,
    unitName: form.layout.unit.name,
    letter: form.layout.document.printed,
    period: form.layout.period.key,
    lines,
    problems: done.problems,
    recorded: count('new'),
    replaced: count('changed'),
    seen,
  }
}

/** The first of what stands against the file, with its place: a preview tells all of it. */
const refusalOf = ({ at, problem: why }: SheetProblem) =>
  at ? { ...why, row: at.row, field: `sheet-${at.sheet}` } : why
