import { no, problem, yes, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { filesUnder, insertDossier, letterNamed, openFileOf, writeStep } from './dossier.sql.ts'
import { putLine } from './keep-line.ts'
import { lockLine } from './line.sql.ts'
import { mayOpen, OPENS } from './policy.ts'
import { codeOf, isRetention } from './rules.ts'
import type { DossierId, LineId, Retention } from './types.ts'
import { fits } from './wording.ts'

export type OpenDossier = {
  readonly unit: UnitId
  /** The directive that it is about; without one the file goes by its title. */
  readonly document?: DocumentId | null
  readonly title: string
  /** A line of the unit's list of files, or a code of its own, which the list then gets. */
  readonly line: { readonly line: LineId } | { readonly code: string; readonly retention: Retention }
  /** Another duration than the line's; the line's own when absent. */
  readonly retention?: Retention | null
}

/** Opens a file of work, for a directive or by its title, with a code of the unit's list of files. */
export const openDossier = useCase<OpenDossier, { readonly dossier: DossierId; readonly code: string }>(
  'dossiers.open',
  OPENS,
  async (tx, by, input) => {
    const may = mayOpen(by.actor, input.unit)
    if (!may.ok) return may
    const title = input.title.trim()
    if (title === '') return no(problem('dossiers.title-missing', undefined, { field: 'title' }))
    const long = fits({ title })
    if (!long.ok) return long
    const document = input.document ?? null
    if (document) {
      if (!(await letterNamed(tx, document)))
        return no(problem('dossiers.no-such-letter', undefined, { field: 'document' }))
      const open = await openFileOf(tx, input.unit, document)
      if (open) return no(problem('dossiers.has-file-already', { code: open }))
    }
    const line = await lineFor(tx, by, input, title)
    if (!line.ok) return line
    const { id, code, year, retention } = line.value
    const kept = input.retention?.trim() || retention
    if (!isRetention(kept)) return no(problem('dossiers.retention', undefined, { field: 'retention' }))
    const dossier = by.command as string as DossierId
    const full = codeOf(code, await filesUnder(tx, input.unit, year, code))
    await insertDossier(tx, by, {
      id: dossier,
      unit: input.unit,
      line: id,
      code: full,
      year,
      title,
      retention: kept,
      document,
      openedOn: by.today,
    })
    await writeStep(tx, by, dossier, 'open', '')
    return yes({ dossier, code: full })
  },
)

type Line = { readonly id: LineId; readonly code: string; readonly year: number; readonly retention: Retention }

/** The line named, locked so that two files under it get two codes; or a new one for a file outside the list. */
async function lineFor(tx: Tx, by: Acting, input: OpenDossier, title: string): Promise<Result<Line>> {
  if ('line' in input.line) {
    const row = await lockLine(tx, input.line.line)
    if (!row || row.unit !== input.unit || row.ended)
      return no(problem('dossiers.no-such-line', undefined, { field: 'line' }))
    return yes({ id: input.line.line, code: row.code, year: row.year, retention: row.retention })
  }
  const year = Number(by.today.slice(0, 4))
  const { code, retention } = input.line
  const put = await putLine(tx, by, { unit: input.unit, year, code, title, retention })
  return put.ok ? yes({ id: put.value.line, code: code.trim(), year, retention }) : put
}
