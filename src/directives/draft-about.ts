import { assert, yes, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { insertCitations } from './cite.sql.ts'
import { unitNames } from './document.sql.ts'
import { draft, type Drafted } from './draft-outgoing.ts'
import { noSuchLetter } from './moved.sql.ts'
import { replaceEdits } from './outgoing.sql.ts'
import { blank } from './pass-on.ts'
import { headingOf } from './pass-on.sql.ts'
import { nameOf } from './wording.ts'
import type { CitationKind, ClauseInput } from './types.ts'

export type DraftAbout = {
  readonly unit: UnitId
  /** The letter that this one is about and cites. */
  readonly about: DocumentId
  /** How it cites that letter; `mentions` when absent. */
  readonly cites?: CitationKind
  readonly clauses?: readonly ClauseInput[]
  readonly to: readonly { readonly unit: UnitId; readonly name: string }[]
  /** To whom it goes in copy, as letters name them. */
  readonly copies?: readonly string[]
  /** What kind of letter it is; an official dispatch when absent. */
  readonly docType?: string
  /** What it says, given the letter's name with its number, day and issuer, and the writing unit's own. */
  readonly words: (about: string, unit: string) => { readonly subject: string; readonly body: string }
}

/**
 * Drafts a letter of a unit about another letter, to units by name, in the layout of the unit's line. For rooms above
 * that write such letters; what follows are the ordinary steps of every draft. The units are fixed by hand as well,
 * because a name may be read as a phrase that means others too.
 */
export async function draftAbout(tx: Tx, by: Acting, input: DraftAbout): Promise<Result<Drafted>> {
  const heading = await headingOf(tx, input.about)
  if (!heading?.held) return noSuchLetter()
  const unit = (await unitNames(tx, [input.unit])).get(input.unit)
  assert(unit, 'the actor holds a role at a unit that exists')
  const words = nameOf(heading)
  const fields = {
    ...(await blank(tx, by, input.unit)),
    ...input.words(words, unit),
    issuer: unit,
    ...(input.clauses ? { clauses: input.clauses } : {}),
    circulationFloor: heading.circulation_floor,
    addressees: input.to.map(each => each.name),
    copies: [...(input.copies ?? [])],
    ...(input.docType ? { docType: input.docType } : {}),
  }
  const drafted = await draft(tx, by, { unit: input.unit, fields }, null)
  if (!drafted.ok) return drafted
  const { document } = drafted.value
  await replaceEdits(
    tx,
    document,
    input.to.map(each => ({ unit: each.unit, included: true })),
  )
  await insertCitations(tx, [
    { document, cited: input.about, kind: input.cites ?? 'mentions', ordinal: 1, words, toldBy: document },
  ])
  return yes(drafted.value)
}
