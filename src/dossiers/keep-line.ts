import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { changeLine, insertLine, isCodeTaken, lockLine } from './line.sql.ts'
import { LISTS, mayKeepList } from './policy.ts'
import { isRetention } from './rules.ts'
import type { LineId, Retention } from './types.ts'
import { fits } from './wording.ts'

export type NewLine = {
  readonly unit: UnitId
  readonly year: number
  readonly code: string
  readonly title: string
  readonly retention: Retention
}

/** Adds a line to the unit's list of files: a code that the year's list does not have yet, a title, how long it is kept. */
export const addLine = useCase<NewLine, { readonly line: LineId }>(
  'dossiers.add-line',
  LISTS,
  async (tx, by, input) => {
    const may = mayKeepList(by.actor, input.unit)
    return may.ok ? putLine(tx, by, input) : may
  },
)

/** The line itself, also for a file that is opened outside the list: it then stands in the list from that day on. */
export async function putLine(tx: Tx, by: Acting, input: NewLine): Promise<Result<{ readonly line: LineId }>> {
  const [code, title] = [input.code.trim(), input.title.trim()]
  if (code === '') return no(problem('dossiers.code-missing', undefined, { field: 'code' }))
  if (title === '') return no(problem('dossiers.title-missing', undefined, { field: 'title' }))
  const long = fits({ code, title })
  if (!long.ok) return long
  if (!Number.isInteger(input.year) || input.year < 1945 || input.year > 2200)
    return no(problem('dossiers.year', undefined, { field: 'year' }))
  if (!isRetention(input.retention)) return no(problem('dossiers.retention', undefined, { field: 'retention' }))
  if (await isCodeTaken(tx, input.unit, input.year, code))
    return no(problem('dossiers.code-taken-already', { code, year: String(input.year) }, { field: 'code' }))
  const line = by.command as string as LineId
  await insertLine(tx, by, { ...input, code, title, id: line })
  return yes({ line })
}

export type ChangeLine = {
  readonly line: LineId
  readonly version: number
  readonly title: string
  readonly retention: Retention
}

/** Corrects a line; files opened under it keep what they were opened with. */
export const editLine = useCase<ChangeLine, { readonly version: number }>(
  'dossiers.edit-line',
  LISTS,
  async (tx, by, input) => {
    const row = await lockLine(tx, input.line)
    if (!row) return no(problem('dossiers.no-such-line'))
    const may = mayKeepList(by.actor, row.unit)
    if (!may.ok) return may
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    const title = input.title.trim()
    if (title === '') return no(problem('dossiers.title-missing', undefined, { field: 'title' }))
    const long = fits({ title })
    if (!long.ok) return long
    if (!isRetention(input.retention)) return no(problem('dossiers.retention', undefined, { field: 'retention' }))
    await changeLine(tx, by, input.line, { title, retention: input.retention })
    return yes({ version: row.version + 1 })
  },
)

/** Ends a line: no new file is opened under it, and its code is free again when no file bears it. */
export const endLine = useCase<{ readonly line: LineId; readonly version: number }, { readonly version: number }>(
  'dossiers.end-line',
  LISTS,
  async (tx, by, input) => {
    const row = await lockLine(tx, input.line)
    if (!row || row.ended) return no(problem('dossiers.no-such-line'))
    const may = mayKeepList(by.actor, row.unit)
    if (!may.ok) return may
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    await changeLine(tx, by, input.line, { end: true })
    return yes({ version: row.version + 1 })
  },
)
