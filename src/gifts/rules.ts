import { problem, vnd, type PlainDate, type Problem, type Vnd } from '../kernel/index.ts'
import type { PersonInput } from './types.ts'

/** An amount that can be given: whole đồng above zero. */
export const amountIn = (text: string): Vnd | null => {
  const amount = vnd(text)
  return amount !== null && amount > 0n ? amount : null
}

/** A quantity with at most three decimals, as the database writes it; null when it is none. */
export const quantityIn = (text: string): string | null => {
  const plain = text.trim().replace(',', '.')
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) && Number(plain) > 0 ? plain : null
}

/** A name or contact as it is kept: null for nothing. */
export const kept = (text: string): string | null => text.trim() || null

/** What stands against somebody as a form names them. Who wants to be named in public has a name. */
export const personProblem = (person: PersonInput, named: boolean, part = ''): Problem | null => {
  const field = (name: string) => ({ field: part === '' ? name : `${part}${name[0]!.toUpperCase()}${name.slice(1)}` })
  if (named && kept(person.name) === null) return problem('gifts.name', {}, field('name'))
  for (const name of ['name', 'contact'] as const)
    if (person[name].trim().length > 200) return problem('gifts.too-long', { most: '200' }, field(name))
  return null
}

/** A text that must be there and not longer than this. */
export const textProblem = (text: string, field: string, most: number): Problem | null =>
  text.trim() === ''
    ? problem('gifts.missing', {}, { field })
    : text.trim().length > most
      ? problem('gifts.too-long', { most: `${most}` }, { field })
      : null

export type FundState = {
  readonly closed: PlainDate | null
  readonly opened: PlainDate
  readonly campaign: { readonly opensOn: PlainDate; readonly receivesUntil: PlainDate } | null
}

/** Whether a fund takes what was given on this day: a campaign takes from its launch until receiving ends. */
export const fundProblem = (fund: FundState | null, day: PlainDate): Problem | null => {
  if (!fund || fund.closed) return problem('gifts.fund', {}, { field: 'fund' })
  const { campaign } = fund
  if (day < fund.opened || (campaign && day < campaign.opensOn))
    return problem('gifts.too-early', { day: campaign?.opensOn ?? fund.opened }, { field: 'day' })
  return campaign && day > campaign.receivesUntil
    ? problem('gifts.receiving-ended', { day: campaign.receivesUntil }, { field: 'fund' })
    : null
}

/** Why something is taken back: a sentence, not a word. */
export const whyProblem = (why: string): Problem | null =>
  why.trim().length < 10 || why.trim().length > 500 ? problem('gifts.why', {}, { field: 'why' }) : null
