import { mustHold, useCase } from '../access/index.ts'
import { no, problem, yes } from '../kernel/index.ts'
import { fundState, insertPerson } from './cash.sql.ts'
import { insertDirect, insertInKind, insertTakenBack, recordById } from './in-kind.sql.ts'
import { insertStep, openPledge } from './pledge.sql.ts'
import { KEEPS_DESK } from './policy.ts'
import { amountIn, fundProblem, personProblem, quantityIn, textProblem, whyProblem } from './rules.ts'
import { CONDITIONS, HOURS, IN_KIND, type DirectInput, type InKindInput, type RecordId } from './types.ts'

const inKindProblem = (input: InKindInput) => {
  if (!IN_KIND.includes(input.kind)) return problem('gifts.kind', {}, { field: 'kind' })
  const wrong = textProblem(input.what, 'what', 500) ?? personProblem(input.giver, input.named)
  if (wrong) return wrong
  if (quantityIn(input.quantity) === null) return problem('gifts.quantity', {}, { field: 'quantity' })
  if (input.kind !== 'goods') return null
  if (!(CONDITIONS as readonly string[]).includes(input.condition))
    return problem('gifts.condition', {}, { field: 'condition' })
  return textProblem(input.measure, 'measure', 40)
}

/** Records things, work or knowledge that somebody gave: beside the books, in units and hours and never in đồng. */
export const recordInKind = useCase<InKindInput, { readonly id: RecordId }>(
  'gifts.record-in-kind',
  KEEPS_DESK,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...KEEPS_DESK)
    if (!may.ok) return may
    if (input.day > by.today) return no(problem('gifts.day', {}, { field: 'day' }))
    const wrong = inKindProblem(input) ?? fundProblem(await fundState(tx, input.unit, input.fund), input.day)
    if (wrong) return no(wrong)
    const pledge = input.pledge.trim() === '' ? null : await openPledge(tx, input.unit, input.pledge)
    if (input.pledge.trim() !== '' && (pledge?.fund !== input.fund || pledge.amount !== null))
      return no(problem('gifts.pledge', {}, { field: 'pledge' }))
    const id = by.command as string as RecordId
    const goods = input.kind === 'goods'
    await insertInKind(tx, by, id, {
      ...input,
      what: input.what.trim(),
      quantity: quantityIn(input.quantity)!,
      measure: goods ? input.measure.trim() : HOURS,
      condition: goods ? input.condition : null,
    })
    await insertPerson(tx, by, { subject: id, part: 'giver', unit: input.unit, purpose: 'thanks', person: input.giver })
    if (pledge) await insertStep(tx, by, { pledge: pledge.id, unit: input.unit, step: 'kept', inKind: id })
    return yes({ id })
  },
)

/**
 * Records what a giver handed to a receiver directly: value and how it was found, evidence, witnesses. The society held
 * nothing, so that it counts in no number of the books.
 */
export const recordDirect = useCase<DirectInput, { readonly id: RecordId }>(
  'gifts.record-direct',
  KEEPS_DESK,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...KEEPS_DESK)
    if (!may.ok) return may
    if (input.day > by.today) return no(problem('gifts.day', {}, { field: 'day' }))
    const wrong =
      textProblem(input.what, 'what', 500) ??
      (amountIn(input.value) === null ? problem('gifts.amount', {}, { field: 'value' }) : null) ??
      textProblem(input.valueBasis, 'valueBasis', 300) ??
      textProblem(input.place, 'place', 200) ??
      personProblem(input.giver, true, 'giver') ??
      personProblem(input.receiver, true, 'receiver') ??
      textProblem(input.witnesses, 'witnesses', 200) ??
      textProblem(input.evidence, 'evidence', 500)
    if (wrong) return no(wrong)
    const fund = await fundState(tx, input.unit, input.fund)
    if (!fund) return no(problem('gifts.fund', {}, { field: 'fund' }))
    const id = by.command as string as RecordId
    await insertDirect(tx, by, id, input)
    const of = { subject: id, unit: input.unit, purpose: 'direct-help' } as const
    await insertPerson(tx, by, { ...of, part: 'giver', person: input.giver })
    await insertPerson(tx, by, { ...of, part: 'receiver', person: input.receiver })
    await insertPerson(tx, by, { ...of, part: 'witness', person: { name: input.witnesses, contact: '' } })
    return yes({ id })
  },
)

/** Takes back a record beside the books that was a mistake; it stays to be seen, with the reason. */
export const takeRecordBack = useCase<{ readonly id: RecordId; readonly why: string }, { readonly id: RecordId }>(
  'gifts.take-record-back',
  KEEPS_DESK,
  async (tx, by, { id, why }) => {
    const found = await recordById(tx, id)
    if (!found) return no(problem('gifts.no-such-gift'))
    const may = mustHold(by.actor, found.unit, ...KEEPS_DESK)
    if (!may.ok) return may
    if (found.takenBack) return no(problem('gifts.taken-back'))
    const wrong = whyProblem(why)
    if (wrong) return no(wrong)
    await insertTakenBack(tx, by, id, found.unit, why.trim())
    return yes({ id })
  },
)
