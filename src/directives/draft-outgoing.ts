import { assert, no, problem, yes, type DocumentId, type Problem, type Result, type UnitId } from '../kernel/index.ts'
import { isDemonstration, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Letter } from '../paper/index.ts'
import { cite } from './cite.ts'
import {
  claimOf,
  insertClauses,
  insertDocument,
  replaceAddressees,
  replaceClauses,
  unitNames,
  updateDocument,
  updateHeading,
  type Claim,
} from './document.sql.ts'
import { deleteCitationsToldBy } from './cite.sql.ts'
import { fillOtherGaps } from './fill-gaps.ts'
import { keepSample } from './keep-sample.ts'
import type { Checked } from './sample.ts'
import { letterProblem, secretReading, storable } from './fit.ts'
import { isOfUnit } from './issuer.ts'
import { insertOutgoing, linkForwarded } from './outgoing.sql.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { recognise, recordDecision, type Recognised } from './recognise.ts'
import { markedAsSample } from './wording.ts'
import { sourcesProblem } from './sources.ts'
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
  /** How the desk was used, for the unit's own test set. */
  readonly checked?: Checked | null
}
export type Drafted = Moved<OutgoingState> & { readonly document: DocumentId }

/**
 * Drafts a letter of the unit, typed or from a reading. A paper that the office already signed keeps its printed
 * number and day, and joins what other offices registered of it. Refuses `directives.secret`,
 * `directives.subject-missing`, `directives.printed-number-missing`, `directives.already-drafted`,
 * `directives.not-our-letter` (a paper that is known as another body's) and what `recognise` refuses.
 */
export const draftOutgoing = useCase<DraftOutgoing, Drafted>('directives.draft-outgoing', DRAFTS, (tx, by, input) =>
  draft(tx, by, input, null),
)

/** The same for a letter that passes another one on. */
export async function draft(
  tx: Tx,
  by: Acting,
  given: DraftOutgoing,
  forwards: DocumentId | null,
): Promise<Result<Drafted>> {
  const input = { ...given, fields: storable(given.fields), reading: storable(given.reading ?? null) }
  const may = mayDraft(by.actor, input.unit)
  if (!may.ok) return may
  const wrong = letterProblem(input.fields) ?? secretReading(input) ?? (await sourcesProblem(tx, input.fields.clauses))
  if (wrong) return no(wrong)
  if (input.onPaper && !(input.fields.number?.trim() && input.fields.issuedOn)) {
    return no(
      problem('directives.printed-number-missing', {}, { field: input.fields.number?.trim() ? 'issuedOn' : 'number' }),
    )
  }
  const name = (await unitNames(tx, [input.unit])).get(input.unit)
  assert(name, 'the actor holds a role at a unit that exists')
  const own = ownFields(input, name)
  const fields = !input.onPaper && (await isDemonstration(tx)) ? { ...own, body: markedAsSample(own.body) } : own
  const found = input.onPaper
    ? await recognise(tx, by, { ...input, fields, issuerUnit: input.unit })
    : yes<Recognised>(fresh(by))
  if (!found.ok) return found
  const claim = found.value.kind === 'held' ? await claimOf(tx, found.value.document) : null
  const refused =
    claim && (await notOurs(tx, by, input.unit, claim, { document: found.value.document, number: fields.number ?? '' }))
  if (refused) return no(refused)
  const named = input.onPaper === true && (await isOfUnit(tx, fields.issuer, input.unit, fields.issuedOn ?? by.today))
  // Under another body's name nobody takes the place that letters keep for that body's paper.
  const taken =
    found.value.kind === 'gap' && !named
      ? { ...found.value, document: fresh(by).document, kind: 'new' as const }
      : found.value
  const { document } = taken
  await keep(tx, by, { ...input, fields, forwards, named }, taken, claim)
  const stored = await storeScan(tx, by, input, document)
  if (!stored.ok) return stored
  if (input.onPaper) await keepSample(tx, by, input, document)
  return yes({ document, state: 'draft', version: 1 })
}

const fresh = (by: Acting): Recognised => ({ document: by.command as string as DocumentId, kind: 'new', near: [] })

/** A number is given by the register, so a draft that is not on paper has none; the issuer is the unit that drafts. */
const ownFields = (input: DraftOutgoing, unitName: string): LetterFields => ({
  ...input.fields,
  issuer: input.fields.issuer.trim() || unitName,
  ...(input.onPaper ? {} : { number: null }),
})

/**
 * A paper that others registered becomes this unit's letter only when it is known as this unit's: who enters it must not
 * become the issuer of what somebody else wrote.
 */
async function notOurs(
  tx: Tx,
  by: Acting,
  unit: UnitId,
  claim: Claim,
  at: { document: DocumentId; number: string },
): Promise<Problem | null> {
  const ours = claim.issuerUnit === null ? await isOfUnit(tx, claim.issuer, unit, by.today) : claim.issuerUnit === unit
  if (!ours)
    return problem('directives.not-our-letter', { number: at.number, issuer: claim.issuer }, { field: 'number' })
  return claim.claimed ? problem('directives.already-drafted', at, { field: 'number' }) : null
}

type Keeping = DraftOutgoing & { readonly forwards: DocumentId | null; readonly named: boolean }
async function keep(tx: Tx, by: Acting, input: Keeping, found: Recognised, claim: Claim | null): Promise<void> {
  const { document, kind } = found
  const { fields, unit } = input
  if (kind === 'new') await insertDocument(tx, by, document, fields, unit, input.reading)
  await insertOutgoing(tx, by, { document, unit, forwards: input.forwards, onPaper: input.onPaper ?? false })
  // Where other offices have noted the paper, made work of it or passed it on, its text stays as they have it.
  const builtOn = claim?.builtOn === true && claim.hasText
  if (builtOn) await updateHeading(tx, document, fields, unit)
  else if (kind !== 'new') await updateDocument(tx, document, fields, unit, input.reading)
  await recordDecision(tx, by, input, found)
  if (claim?.builtOn !== true) {
    if (kind === 'held') await deleteCitationsToldBy(tx, document)
    await (kind === 'held' ? replaceClauses : insertClauses)(tx, document, fields.clauses)
    await cite(tx, by, document, fields.citations)
  }
  await replaceAddressees(tx, document, fields.addressees, fields.copies)
  if (!input.onPaper) return
  if (input.named) await fillOtherGaps(tx, document, fields, unit)
  if (!input.forwards) await linkForwarded(tx, document, unit)
}
