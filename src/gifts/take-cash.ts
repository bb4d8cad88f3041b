import { mustHold, useCase } from '../access/index.ts'
import { type GiftId, no, problem, yes, type EntryId, type PlainDate } from '../kernel/index.ts'
import { post, reverse } from '../ledger/index.ts'
import {
  cashGiftById,
  erasePersons,
  fundState,
  insertCashGift,
  insertGift,
  insertLeaf,
  insertPerson,
  isCashBox,
  takeReceiptNumber,
} from './cash.sql.ts'
import { commitmentOf, drawnFrom } from './commitment.ts'
import { openPledge, insertStep } from './pledge.sql.ts'
import { ERASES, KEEPS_DESK } from './policy.ts'
import { amountIn, fundProblem, kept, personProblem, whyProblem } from './rules.ts'
import type { CashInput } from './types.ts'

export type Receipt = {
  readonly gift: GiftId
  readonly year: number
  readonly number: number
  readonly token: string
}

/** What stands against the fields of the form that need no database. */
const formProblem = (input: CashInput, today: PlainDate) => {
  if (input.day > today) return problem('gifts.day', {}, { field: 'day' })
  if (amountIn(input.amount) === null) return problem('gifts.amount', {}, { field: 'amount' })
  const person = personProblem(input.giver, input.named)
  if (person) return person
  const [currency, foreign] = [input.currency.trim(), input.foreign.trim()]
  if (currency !== '' && (!/^[A-Z]{3}$/.test(currency) || currency === 'VND'))
    return problem('gifts.currency', {}, { field: 'currency' })
  if ((currency === '') !== (foreign === '') || (foreign !== '' && !/^\d{1,12}(\.\d{1,2})?$/.test(foreign)))
    return problem('gifts.foreign', {}, { field: 'foreign' })
  if (foreign !== '' && !/[1-9]/.test(foreign)) return problem('gifts.foreign', {}, { field: 'foreign' })
  return input.note.trim().length > 500 ? problem('gifts.too-long', { most: '500' }, { field: 'note' }) : null
}

/**
 * Takes cash at the desk: the entry (cash + / gifts −), the gift, its pending leaf, who gave it, and the next receipt, all or
 * nothing. Every refusal names its field.
 */
export const takeCash = useCase<CashInput, Receipt>('gifts.take-cash', KEEPS_DESK, async (tx, by, input) => {
  const may = mustHold(by.actor, input.unit, ...KEEPS_DESK)
  if (!may.ok) return may
  const wrong = formProblem(input, by.today)
  if (wrong) return no(wrong)
  const drawn = drawnFrom(input.secret)
  if (!drawn) return no(problem('gifts.secret'))
  const fund = await fundState(tx, input.unit, input.fund)
  const shut = fundProblem(fund, input.day)
  if (shut) return no(shut)
  if (!(await isCashBox(tx, input.unit, input.place))) return no(problem('gifts.place', {}, { field: 'place' }))
  const pledge = input.pledge.trim() === '' ? null : await openPledge(tx, input.unit, input.pledge)
  if (input.pledge.trim() !== '' && pledge?.fund !== input.fund)
    return no(problem('gifts.pledge', {}, { field: 'pledge' }))
  const amount = amountIn(input.amount)!
  const [gift, entry] = [by.command as string as GiftId, by.command as string as EntryId]
  const year = Number(input.day.slice(0, 4))
  // The books first: they hold the lock of the month, which the number of the receipt then follows.
  const posted = await post(tx, by, [
    {
      id: entry,
      unit: input.unit,
      day: input.day,
      text: `Thu ủng hộ bằng tiền mặt – ${fund!.code}`,
      source: { kind: 'gift', id: gift },
      postings: [
        { fund: input.fund, purpose: 'cash', amount, moneyAccount: input.place },
        { fund: input.fund, purpose: 'gifts', amount: (0n - amount) as typeof amount },
      ],
    },
  ])
  if (!posted.ok) return posted
  const number = await takeReceiptNumber(tx, input.unit, year)
  await insertGift(tx, by, { id: gift, ...input, reverses: null })
  await insertCashGift(tx, by, {
    gift,
    entry,
    year,
    number,
    token: drawn.token,
    unit: input.unit,
    place: input.place,
    named: input.named,
    currency: kept(input.currency),
    foreign: kept(input.foreign),
    note: input.note.trim(),
  })
  const { name, contact } = input.giver
  await insertPerson(tx, by, {
    subject: gift,
    part: 'giver',
    unit: input.unit,
    purpose: 'receipt',
    person: input.giver,
  })
  const said = ['gift', gift, input.fund, input.amount, input.day, kept(name), kept(contact)]
  await insertLeaf(tx, by, {
    kind: 'gift',
    subject: gift,
    salt: drawn.salt,
    commitment: commitmentOf(drawn.salt, said),
  })
  if (pledge) await insertStep(tx, by, { pledge: pledge.id, unit: input.unit, step: 'kept', gift })
  return yes({ gift, year, number, token: drawn.token })
})

/**
 * Takes a mistaken receipt back: the entry by its mirror, the gift by a correction with a leaf of its own. Its number stays
 * used. Above the amount that the books set, another person than who took the cash does it.
 */
export const takeCashBack = useCase<
  { readonly gift: GiftId; readonly why: string; readonly day: PlainDate; readonly secret: string },
  { readonly gift: GiftId }
>('gifts.take-cash-back', KEEPS_DESK, async (tx, by, { gift, why, day, secret }) => {
  const found = await cashGiftById(tx, by, gift)
  if (!found) return no(problem('gifts.no-such-gift'))
  const may = mustHold(by.actor, found.unit, ...KEEPS_DESK)
  if (!may.ok) return may
  if (found.takenBack) return no(problem('gifts.taken-back'))
  const wrong = whyProblem(why)
  if (wrong) return no(wrong)
  if (day > by.today) return no(problem('gifts.day', {}, { field: 'day' }))
  if (found.mine && BigInt(found.amount) > BigInt(found.secondOver)) return no(problem('gifts.other-person'))
  const drawn = drawnFrom(secret)
  if (!drawn) return no(problem('gifts.secret'))
  const done = await reverse(tx, by, { entry: found.entry, id: by.command as string as EntryId, day, why: why.trim() })
  if (!done.ok) return done
  const id = by.command as string as GiftId
  await insertGift(tx, by, { id, unit: found.unit, fund: found.fund, amount: found.amount, day, reverses: gift })
  const said = ['correction', id, found.fund, found.amount, day, gift]
  await insertLeaf(tx, by, {
    kind: 'correction',
    subject: id,
    salt: drawn.salt,
    commitment: commitmentOf(drawn.salt, said),
  })
  return yes({ gift: id })
})

/** Erases who is named under a gift, promise or help. What was given stays; nothing tells any more by whom. */
export const erasePerson = useCase<{ readonly subject: string; readonly why: string }, { readonly erased: number }>(
  'gifts.erase-person',
  ERASES,
  async (tx, _by, { subject, why }) => {
    const wrong = whyProblem(why)
    if (wrong) return no(wrong)
    const erased = await erasePersons(tx, subject, why.trim())
    return erased > 0 ? yes({ erased }) : no(problem('gifts.nobody'))
  },
)
