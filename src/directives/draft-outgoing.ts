import { assert, no, problem, yes, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import { isDemonstration, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Letter } from '../paper/index.ts'
import { cite } from './cite.ts'
import { insertClauses, insertDocument, replaceAddressees, replaceClauses, unitNames, updateDocument } from './document.sql.ts'
import { deleteCitationsToldBy } from './cite.sql.ts'
import { fillOtherGaps } from './fill-gaps.ts'
import { letterProblem, storable } from './fit.ts'
import { secretMark, secretProblem } from './letter.ts'
import { hasOutgoing, insertOutgoing, linkForwarded, lockOutgoing } from './outgoing.sql.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { recognise, recordDecision, type Recognised } from './recognise.ts'
import { markedAsSample } from './wording.ts'
import { storeScan } from './register-incoming.ts'
import type { LetterFields, Moved, NearDecision, OutgoingState, Scan } from './types.ts'

export type DraftOutgoing = {
  readonly unit: UnitId
  readonly fields: LetterFields
  readonly reading?: Letter | null
  /** True when the paper bears number and signature already and is now entered: the leader confirms it by signing here. */
  readonly onPaper?: boolean
  readonly scan?: Scan | null
  readonly decision?: NearDecision | null
}
export type Drafted = Moved<OutgoingState> & { readonly document: DocumentId }

/**
 * Drafts a letter of the unit, typed or from a reading. A paper that the office already signed keeps its printed
 * number and day, and joins what other offices registered of it. Refuses `directives.secret`,
 * `directives.subject-missing`, `directives.printed-number-missing`, `directives.already-drafted` and what `recognise` refuses.
 */
export const draftOutgoing = useCase<DraftOutgoing, Drafted>('directives.draft-outgoing', DRAFTS, (tx, by, input) => draft(tx, by, input, null))

/** The same for a letter that passes another one on. */
export async function draft(tx: Tx, by: Acting, given: DraftOutgoing, forwards: DocumentId | null): Promise<Result<Drafted>> {
  const input = { ...given, fields: storable(given.fields), reading: storable(given.reading ?? null) }
  const may = mayDraft(by.actor, input.unit)
  if (!may.ok) return may
  const wrong = letterProblem(input.fields)
  if (wrong) return no(wrong)
  const mark = input.reading ? secretMark({ secrecy: input.reading.secrecy, body: input.reading.text }) : null
  if (mark) return no(secretProblem(mark))
  if (input.onPaper && !(input.fields.number?.trim() && input.fields.issuedOn)) {
    return no(problem('directives.printed-number-missing', {}, { field: input.fields.number?.trim() ? 'issuedOn' : 'number' }))
  }
  const name = (await unitNames(tx, [input.unit])).get(input.unit)
  assert(name, 'the actor holds a role at a unit that exists')
  const own = ownFields(input, name)
  const fields = !input.onPaper && (await isDemonstration(tx)) ? { ...own, body: markedAsSample(own.body) } : own
  const found = input.onPaper ? await recognise(tx, by, { ...input, fields, issuerUnit: input.unit }) : yes<Recognised>(fresh(by))
  if (!found.ok) return found
  const { document, kind } = found.value
  if (kind === 'held' && (await hasOutgoing(tx, document))) {
    return no(problem('directives.already-drafted', { document, number: fields.number ?? '' }, { field: 'number' }))
  }
  await keep(tx, by, { ...input, fields, forwards }, found.value)
  const stored = await storeScan(tx, by, input, document)
  return stored.ok ? yes({ document, state: 'draft', version: 1 }) : stored
}

const fresh = (by: Acting): Recognised => ({ document: by.command as string as DocumentId, kind: 'new', near: [] })

/** A number is given by the register, so a draft that is not on paper has none; the issuer is the unit that drafts. */
const ownFields = (input: DraftOutgoing, unitName: string): LetterFields => ({
  ...input.fields,
  issuer: input.fields.issuer.trim() || unitName,
  ...(input.onPaper ? {} : { number: null }),
})

async function keep(tx: Tx, by: Acting, input: DraftOutgoing & { readonly forwards: DocumentId | null }, found: Recognised): Promise<void> {
  const { document, kind } = found
  const { fields, unit } = input
  if (kind === 'new') await insertDocument(tx, by, document, fields, unit, input.reading)
  await insertOutgoing(tx, by, { document, unit, forwards: input.forwards, onPaper: input.onPaper ?? false })
  if (kind !== 'new') await updateDocument(tx, document, fields, unit, input.reading)
  await recordDecision(tx, by, input, found)
  // What other offices made of the paper stays where they built on it; the issuer's own clauses replace suggestions only.
  const begun = kind === 'held' && ((await lockOutgoing(tx, document))?.tasks ?? 0) > 0
  if (kind === 'held') await deleteCitationsToldBy(tx, document)
  if (!begun) await (kind === 'held' ? replaceClauses : insertClauses)(tx, document, fields.clauses)
  await replaceAddressees(tx, document, fields.addressees, fields.copies)
  await cite(tx, by, document, fields.citations)
  if (!input.onPaper) return
  await fillOtherGaps(tx, document, fields, unit)
  if (!input.forwards) await linkForwarded(tx, document, unit)
}

