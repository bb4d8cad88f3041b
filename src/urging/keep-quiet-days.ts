import { no, plainDate, problem, yes, type PlainDate, type Result } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { confirmQuietDay, deleteQuietDay, insertQuietDay, keepsCalendar, quietDayOn } from './calendar.sql.ts'
import { KEEPS_CALENDAR } from './policy.ts'
import { QUIET_KINDS, type QuietDay, type QuietKind } from './types.ts'
import { slashed } from '../directives/index.ts'

export type AddQuietDay = { readonly day: string; readonly kind: QuietKind; readonly name: string }
export type QuietDayAt = { readonly day: string; readonly version: number }

const NAME_MAX = 200
const YEARS = ['2000-01-01', '2100-12-31'] as const

/**
 * Adds a day on which nobody is urged. Refuses `urging.not-a-day`, `urging.name-missing` and
 * `urging.day-already-there` (with the name that it has).
 */
export const addQuietDay = useCase<AddQuietDay, { readonly day: PlainDate }>(
  'urging.add-quiet-day',
  KEEPS_CALENDAR,
  async (tx, by, input) => {
    const may = await mayKeep(tx)
    if (!may.ok) return may
    const day = dayOf(input.day)
    if (!day) return no(problem('urging.not-a-day', {}, { field: 'day' }))
    const name = input.name.trim()
    if (name === '' || name.length > NAME_MAX) return no(problem('urging.name-missing', {}, { field: 'name' }))
    if (!QUIET_KINDS.includes(input.kind)) return no(problem('urging.kind-unknown', {}, { field: 'kind' }))
    const there = await quietDayOn(tx, day)
    if (there) return no(problem('urging.day-already-there', { day: slashed(day), name: there.name }, { field: 'day' }))
    await insertQuietDay(tx, by, { day, kind: input.kind, name })
    return yes({ day })
  },
)

/** The day was compared with the announcement and holds. */
export const confirmDay = useCase<QuietDayAt, { readonly day: PlainDate }>(
  'urging.confirm-quiet-day',
  KEEPS_CALENDAR,
  async (tx, by, input) => {
    const found = await dayAt(tx, input)
    if (!found.ok) return found
    await confirmQuietDay(tx, by, found.value.day)
    return yes({ day: found.value.day })
  },
)

/** The day is an ordinary one after all; the audit keeps what stood here. */
export const removeQuietDay = useCase<QuietDayAt, { readonly day: PlainDate }>(
  'urging.remove-quiet-day',
  KEEPS_CALENDAR,
  async (tx, _by, input) => {
    const found = await dayAt(tx, input)
    if (!found.ok) return found
    await deleteQuietDay(tx, found.value.day)
    return yes({ day: found.value.day })
  },
)

async function dayAt(tx: Tx, input: QuietDayAt): Promise<Result<QuietDay>> {
  const may = await mayKeep(tx)
  if (!may.ok) return may
  const day = dayOf(input.day)
  if (!day) return no(problem('urging.not-a-day', {}, { field: 'day' }))
  const found = await quietDayOn(tx, day)
  if (!found) return no(problem('urging.no-such-day', { day: slashed(day) }))
  return found.version === input.version
    ? yes(found)
    : no(problem('urging.day-changed-meanwhile', { day: slashed(day) }))
}

/** The role at any unit opens the door; only a body of the province keeps the calendar for everybody. */
export const mayKeep = async (tx: Tx): Promise<Result<true>> =>
  (await keepsCalendar(tx)) ? yes(true) : no(problem('urging.calendar-forbidden'))

const dayOf = (text: string): PlainDate | null => {
  const day = plainDate(text)
  return day && day >= YEARS[0] && day <= YEARS[1] ? day : null
}
