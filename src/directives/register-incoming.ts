import {
  no,
  problem,
  yes,
  type DocumentId,
  type PlainDate,
  type Problem,
  type Result,
  type UnitId,
} from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { storeFile } from '../files/index.ts'
import type { Letter } from '../paper/index.ts'
import { cite } from './cite.ts'
import { giveText, insertClauses, insertDocument, replaceAddressees, updateDocument } from './document.sql.ts'
import { letterProblem, secretReading, storable } from './fit.ts'
import { hasIncoming, insertIncoming } from './incoming.sql.ts'
import { sourcesProblem } from './sources.ts'
import { keepSample } from './keep-sample.ts'
import type { Checked } from './sample.ts'
import { issuerUnitOf } from './issuer.ts'
import { mayRegister, REGISTERS } from './policy.ts'
import { recognise, recordDecision, type Recognised } from './recognise.ts'
import { entryOf } from './register.sql.ts'
import { enterNext } from './register.ts'
import { receiveHere } from './delivery.sql.ts'
import { fillOtherGaps } from './fill-gaps.ts'
import { slashed } from './wording.ts'
import type { LetterFields, NearDecision, Scan } from './types.ts'

export type RegisterIncoming = {
  readonly unit: UnitId
  readonly fields: LetterFields
  /** Who issued it, when the clerk chose the unit; else it is looked up by the printed name. */
  readonly issuerUnit?: UnitId | null
  /** What the machine read, kept beside what the clerk confirmed. */
  readonly reading?: Letter | null
  readonly arrivedOn: PlainDate
  readonly scan?: Scan | null
  readonly decision?: NearDecision | null
  /** How the desk was used, for the unit's own test set. */
  readonly checked?: Checked | null
}
export type Registered = {
  readonly document: DocumentId
  /** The number in the unit's incoming book. */
  readonly number: number
  /** True when the paper was known already and this unit's entry joined it. */
  readonly known: boolean
}

/**
 * Registers an incoming paper (Decree 30/2020, art. 22): the document, or the one we hold already, a number of the
 * unit's incoming book, the scan, the papers it cites and its clauses as suggestions.
 * Refuses `directives.secret` before anything is stored, `directives.identity-missing`, `directives.already-registered`,
 * `directives.near-match`, `directives.kept-elsewhere`, `directives.arrived-before-issued`.
 */
export const registerIncoming = useCase<RegisterIncoming, Registered>(
  'directives.register-incoming',
  REGISTERS,
  async (tx, by, given) => {
    const input = { ...given, fields: storable(given.fields), reading: storable(given.reading ?? null) }
    const may = mayRegister(by.actor, input.unit)
    if (!may.ok) return may
    const unfit = unfitToRegister(input)
    if (unfit) return no(unfit)
    const sources = await sourcesProblem(tx, input.fields.clauses)
    if (sources) return no(sources)
    const issuerUnit =
      input.issuerUnit ??
      (await issuerUnitOf(tx, input.fields.issuer, input.unit, input.fields.issuedOn ?? input.arrivedOn))
    const found = await recognise(tx, by, { ...input, issuerUnit })
    if (!found.ok) return found
    const { document } = found.value
    if (found.value.kind === 'held' && (await hasIncoming(tx, input.unit, document))) {
      const number = await entryOf(tx, input.unit, 'incoming', document)
      return no(
        problem('directives.already-registered', { number: String(number ?? ''), document }, { field: 'number' }),
      )
    }
    await keep(tx, by, input, found.value, issuerUnit)
    const number = await enterNext(tx, by, {
      ...input,
      direction: 'incoming',
      document,
      docType: input.fields.docType,
      on: input.arrivedOn,
    })
    const stored = await storeScan(tx, by, input, document)
    if (!stored.ok) return stored
    await keepSample(tx, by, input, document)
    return yes({ document, number, known: found.value.kind === 'held' })
  },
)

/** Whether the letter may come in at all: looked at before anything is stored. */
function unfitToRegister(input: RegisterIncoming): Problem | null {
  const { fields } = input
  const wrong = secretReading(input) ?? letterProblem(fields)
  if (wrong) return wrong
  if (!fields.number?.trim() && !fields.issuedOn) return problem('directives.identity-missing', {}, { field: 'number' })
  if (fields.issuedOn && input.arrivedOn < fields.issuedOn) {
    return problem(
      'directives.arrived-before-issued',
      { arrived: slashed(input.arrivedOn), issued: slashed(fields.issuedOn) },
      { field: 'arrivedOn' },
    )
  }
  return null
}

/** Writes the document in the order in which row-level security lets each row be seen: document, entry, the rest. */
async function keep(
  tx: Tx,
  by: Acting,
  input: RegisterIncoming,
  found: Recognised,
  issuerUnit: UnitId | null,
): Promise<void> {
  const { document, kind } = found
  const at = { document, unit: input.unit, arrivedOn: input.arrivedOn, how: 'paper' as const }
  if (kind === 'new') await insertDocument(tx, by, document, input.fields, issuerUnit, input.reading)
  await insertIncoming(tx, by, at)
  if (kind === 'gap') await updateDocument(tx, document, input.fields, issuerUnit, input.reading)
  await recordDecision(tx, by, input, found)
  // A paper that also came through the system is received with it: one letter, one number.
  await receiveHere(tx, by, input.unit, document)
  // Who entered it first may have had no readable file: then this office's reading becomes the text of the letter.
  if (kind === 'held' && !(await giveText(tx, document, input.fields, input.reading))) return
  await insertClauses(tx, document, input.fields.clauses)
  await replaceAddressees(tx, document, input.fields.addressees, input.fields.copies)
  await cite(tx, by, document, input.fields.citations)
  await fillOtherGaps(tx, document, input.fields, issuerUnit)
}

export async function storeScan(
  tx: Tx,
  by: Acting,
  input: { readonly unit: UnitId; readonly scan?: Scan | null },
  document: DocumentId,
): Promise<Result<true>> {
  if (!input.scan) return yes(true)
  const stored = await storeFile(tx, by, {
    ...input.scan,
    unit: input.unit,
    owner: { kind: 'document', id: document },
    purpose: 'scan',
  })
  return stored.ok ? yes(true) : stored
}
