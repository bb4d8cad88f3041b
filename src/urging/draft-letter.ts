import { no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { draftAbout, slashed, type Drafted } from '../directives/index.ts'
import { insertUrgingLetter, namesOf } from './letter.sql.ts'
import { lateOf, rightsOver } from './lines.sql.ts'
import { mayUrge, URGES } from './policy.ts'
import type { LineStanding } from './types.ts'
import { awaitedOf, awaitedWords, urgingBody, urgingSubject } from './wording.ts'

export type DraftUrging = {
  readonly unit: UnitId
  readonly document: DocumentId
  /** The units that a person chose from the list of those who are awaited. */
  readonly units: readonly UnitId[]
}

/** More than these are not named in one letter: it would be no letter any more. */
export const UNITS_MAX = 200

/**
 * Drafts the công văn đôn đốc to the chosen units by name, with what is awaited of each; a person edits, signs and
 * sends it as every letter. Refuses `urging.forbidden`, `urging.nobody-chosen`, `urging.too-many-chosen`, and
 * `urging.answered-meanwhile` with the names of those of whom nothing is awaited any more.
 */
export const draftUrging = useCase<DraftUrging, Drafted>('urging.draft-letter', URGES, async (tx, by, input) => {
  const may = mayUrge(by.actor, input.unit, await rightsOver(tx, input.document))
  if (!may.ok) return may
  const chosen = [...new Set(input.units)]
  if (chosen.length === 0) return no(problem('urging.nobody-chosen', {}, { field: 'units' }))
  if (chosen.length > UNITS_MAX)
    return no(problem('urging.too-many-chosen', { most: UNITS_MAX, count: chosen.length }, { field: 'units' }))
  const awaited = Map.groupBy((await lateOf(tx, input.document, by.today)).filter(isUrged), line => line.unit)
  const gone = chosen.filter(unit => !awaited.has(unit))
  if (gone.length > 0) {
    const names = (await namesOf(tx, gone)).join('; ')
    return no(problem('urging.answered-meanwhile', { names: names || '–' }, { field: 'units' }))
  }
  const listed = chosen
    .map(unit => ({ unit, lines: awaited.get(unit)! }))
    .map(({ unit, lines }) => ({ unit, name: lines[0]!.unitName, awaited: awaitedOf(lines) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  const drafted = await draftAbout(tx, by, {
    unit: input.unit,
    about: input.document,
    to: listed,
    words: (about, unit) => ({
      subject: urgingSubject(about),
      body: urgingBody(about, unit, slashed(by.today), listed),
    }),
  })
  if (!drafted.ok) return drafted
  await insertUrgingLetter(
    tx,
    by,
    { letter: drafted.value.document, about: input.document, unit: input.unit },
    listed.map(({ unit, awaited: things }) => ({ unit, awaited: awaitedWords(things) })),
  )
  return yes(drafted.value)
})

/** What may be urged by letter: late, in no register, or near; never what waits for an answer of ours. */
export const isUrged = (line: LineStanding): boolean => ['late', 'unopened', 'near'].includes(line.standing)
