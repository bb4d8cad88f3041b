import { no, problem, yes, type AccountId, type DocumentId, type Result, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase, type Acting, type UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { givePartsTo, movedMeanwhile, type GivenPart } from '../directives/index.ts'
import { notify } from '../notices/index.ts'
import { changeKeeper } from './dossier.sql.ts'
import {
  colleaguesAt,
  insertHandover,
  insertItems,
  itemsOf,
  lockHandover,
  moveHandover,
  openHandoverOf,
  type HandoverRow,
} from './handover.sql.ts'
import { handoverLink } from './links.ts'
import { HANDS_OVER, mayMoveHandover } from './policy.ts'
import { after, HANDOVER, type HandoverMove } from './rules.ts'
import { reasonIn } from './step-dossier.ts'
import type { DossierId, HandedItem, HandoverAt, HandoverId, HandoverState, ListInHand, Moved } from './types.ts'
import { fits } from './wording.ts'

export type OpenHandover = {
  readonly unit: UnitId
  readonly giver: AccountId
  readonly receiver: AccountId
  readonly reason: string
}

/** Opens a hand-over from one officer of the unit to another; one giver hands over once at a time. */
export const openHandover = useCase<OpenHandover, { readonly handover: HandoverId }>(
  'dossiers.open-handover',
  HANDS_OVER,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...HANDS_OVER)
    if (!may.ok) return may
    const reason = reasonIn(input.reason, 'reason')
    if (!reason.ok) return reason
    const long = fits({ why: reason.value })
    if (!long.ok) return long
    if (input.giver === input.receiver) return no(problem('dossiers.same-officer', undefined, { field: 'receiver' }))
    const here = new Map((await colleaguesAt(tx, input.unit)).map(one => [one.account, one]))
    if (!here.has(input.giver)) return no(problem('dossiers.not-of-unit', undefined, { field: 'giver' }))
    if (!here.get(input.receiver)?.works)
      return no(problem('dossiers.receiver-not-at-work', undefined, { field: 'receiver' }))
    if (await openHandoverOf(tx, input.unit, input.giver))
      return no(problem('dossiers.handover-open-already', undefined, { field: 'giver' }))
    const handover = by.command as string as HandoverId
    await insertHandover(tx, by, { ...input, id: handover, reason: reason.value })
    const parameters = { giver: here.get(input.giver)!.name, receiver: here.get(input.receiver)!.name }
    await notify(tx, by, [{ unit: input.unit, kind: 'handover-opened', parameters, link: handoverLink(handover) }])
    return yes({ handover })
  },
)

type Stepped = { readonly row: HandoverRow; readonly to: HandoverState }

/** What every step of a hand-over has in common: is it there, whose signature is it, the version seen, the table. */
async function step(tx: Tx, by: Acting, at: HandoverAt, move: HandoverMove): Promise<Result<Stepped>> {
  const row = await lockHandover(tx, at.handover)
  if (!row) return no(problem('dossiers.no-such-handover'))
  const may = mayMoveHandover(by.actor, row, move)
  if (!may.ok) return may
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const to = after<HandoverState>(HANDOVER[move], row.state)
  return to ? yes({ row, to }) : no(problem(`dossiers.handover-state-${row.state}`))
}

/** The reason that a step needs, short enough to be kept. */
function shortReason(why: string): Result<string> {
  const reason = reasonIn(why)
  if (!reason.ok) return reason
  const long = fits({ why: reason.value })
  return long.ok ? reason : long
}

/** Free words beside the list: where the key is, whom to ring, what is promised. Until the giver signs. */
export const writeRemarks = useCase<HandoverAt & { readonly remarks: string }, Moved<HandoverState>>(
  'dossiers.write-remarks',
  HANDOVER.remark.by,
  async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'remark')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const remarks = input.remarks.trim()
    const long = fits({ remarks })
    if (!long.ok) return long
    await moveHandover(tx, by, input.handover, 'remark', { state: to, remarks })
    return yes({ state: to, version: row.version + 1 })
  },
)

/**
 * The list is taken as it stands at this instant and frozen; from now on the receiver signs the very same. A list that is
 * longer than can be read and signed is refused with its count: nothing is ever left out of it in silence.
 */
async function freeze(tx: Tx, by: Acting, at: HandoverAt, row: HandoverRow, list: ListInHand): Promise<Result<number>> {
  const items = await list(tx, { handover: at.handover, unit: row.unit, giver: row.giver })
  if (items.length > ITEMS_MAX)
    return no(problem('dossiers.too-many-in-hand', { count: items.length, most: ITEMS_MAX }))
  const edition = row.edition + 1
  await insertItems(tx, by, at.handover, edition, items)
  return yes(edition)
}
const ITEMS_MAX = 5_000

const tellBoth = (tx: Tx, by: Acting, at: HandoverAt, row: HandoverRow, kind: string, why = '') =>
  notify(tx, by, [
    {
      unit: row.unit,
      kind,
      parameters: { giver: row.giverName, receiver: row.receiverName, why },
      link: handoverLink(at.handover),
    },
  ])

/** The giver signs with the own account: what is open in this instant is what is handed over. */
export const givingOver = (list: ListInHand): UseCase<HandoverAt, Moved<HandoverState>> =>
  useCase('dossiers.give-over', HANDOVER.give.by, async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'give')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const edition = await freeze(tx, by, input, row, list)
    if (!edition.ok) return edition
    await moveHandover(tx, by, input.handover, 'give', { state: to, edition: edition.value })
    await tellBoth(tx, by, input, row, 'handover-given')
    return yes({ state: to, version: row.version + 1 })
  })

/** The giver is gone: a leader who is neither giver nor receiver states it, openly and with the reason. */
export const confirmingGone = (
  list: ListInHand,
): UseCase<HandoverAt & { readonly why: string }, Moved<HandoverState>> =>
  useCase('dossiers.confirm-gone', HANDOVER['confirm-gone'].by, async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'confirm-gone')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = shortReason(input.why)
    if (!why.ok) return why
    const edition = await freeze(tx, by, input, row, list)
    if (!edition.ok) return edition
    await moveHandover(tx, by, input.handover, 'confirm-gone', { state: to, edition: edition.value, why: why.value })
    await tellBoth(tx, by, input, row, 'handover-given')
    return yes({ state: to, version: row.version + 1 })
  })

/** The receiver does not sign the list as it is, and says what is wrong with it. */
export const giveBack = useCase<HandoverAt & { readonly why: string }, Moved<HandoverState>>(
  'dossiers.give-back',
  HANDOVER['give-back'].by,
  async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'give-back')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = shortReason(input.why)
    if (!why.ok) return why
    await moveHandover(tx, by, input.handover, 'give-back', { state: to, why: why.value })
    await tellBoth(tx, by, input, row, 'handover-given-back', why.value)
    return yes({ state: to, version: row.version + 1 })
  },
)

export type TakenOver = Moved<HandoverState> & { readonly parts: number; readonly dossiers: number }

/**
 * The receiver signs: the parts of tasks and the files that stand in the signed list and are still with the giver are the
 * receiver's from this instant, in the one transaction of the signature. What the giver got since is not handed over.
 */
export const takeOver = useCase<HandoverAt, TakenOver>(
  'dossiers.take-over',
  HANDOVER.take.by,
  async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'take')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const items = await itemsOf(tx, input.handover, row.edition)
    const parts = items.flatMap(partIn)
    if (parts.length > 0 && !row.receiverPerson)
      return no(problem('dossiers.receiver-without-person', { count: parts.length }))
    const given =
      parts.length > 0 && row.giverPerson && row.receiverPerson
        ? await givePartsTo(tx, by, { unit: row.unit, from: row.giverPerson, to: row.receiverPerson }, parts)
        : 0
    const files = items.flatMap(({ kind, key }) => (kind === 'dossier' ? [String(key['dossier']) as DossierId] : []))
    const dossiers = await changeKeeper(tx, by, { unit: row.unit, from: row.giver, to: row.receiver, files })
    await moveHandover(tx, by, input.handover, 'take', { state: to, parts: given, dossiers })
    await tellBoth(tx, by, input, row, 'handover-done')
    return yes({ state: to, version: row.version + 1, parts: given, dossiers })
  },
)

const partIn = ({ kind, key }: HandedItem): GivenPart[] =>
  kind === 'part'
    ? [{ document: String(key['document']) as DocumentId, clause: Number(key['clause']), part: Number(key['part']) }]
    : []

/** A hand-over that is not to be: it stays to be read, with the reason. */
export const cancelHandover = useCase<HandoverAt & { readonly why: string }, Moved<HandoverState>>(
  'dossiers.cancel-handover',
  HANDOVER.cancel.by,
  async (tx, by, input) => {
    const stepped = await step(tx, by, input, 'cancel')
    if (!stepped.ok) return stepped
    const { row, to } = stepped.value
    const why = shortReason(input.why)
    if (!why.ok) return why
    await moveHandover(tx, by, input.handover, 'cancel', { state: to, why: why.value })
    return yes({ state: to, version: row.version + 1 })
  },
)
