import { sql } from 'kysely'
import type { PlainDate } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { calendarOf, type Calendar } from './calendar.ts'
import type { QuietDay, UrgingRules } from './types.ts'

/** Quiet days and rules, as the administrator keeps them. */

export type Keeping = { readonly rules: UrgingRules; readonly calendar: Calendar }

/** The rules and the whole calendar as columns of a larger statement, so that a page asks once. */
export const KEEPING = sql`(select value from setting where key = 'urging.rules') as rules,
  coalesce((select json_agg(day) from quiet_day), '[]') as quiet`
export type KeepingRow = { readonly rules: UrgingRules; readonly quiet: readonly PlainDate[] }
export const keepingFrom = ({ rules, quiet }: KeepingRow): Keeping => ({ rules, calendar: calendarOf(quiet) })

/** Every quiet day by its name, as one read among others (`together`): weekends are quiet by rule and stand in no row. */
export type NamedDay = Pick<QuietDay, 'day' | 'name'>
export const namedQuietDays = sql<NamedDay>`select day, name from quiet_day order by day`

export async function keepingOf(tx: Tx): Promise<Keeping> {
  const { rows } = await sql<KeepingRow>`/* prepared */ select ${KEEPING}`.execute(tx)
  return keepingFrom(rows[0]!)
}

/** A year of the calendar, the rules, and whether the actor keeps them: an administrator of a body of the province. */
export type CalendarView = { readonly days: readonly QuietDay[]; readonly rules: UrgingRules; readonly keeps: boolean }

export async function calendarView(tx: Tx, year: number): Promise<CalendarView> {
  const { rows } = await sql<CalendarView>`
    select (select value from setting where key = 'urging.rules') as rules, keeps_calendar() as keeps,
      (select coalesce(json_agg(json_build_object('day', day, 'kind', kind, 'name', name, 'toConfirm', to_confirm, 'version', version) order by day), '[]')
       from quiet_day where day >= make_date(${year}::int, 1, 1) and day < make_date(${year}::int + 1, 1, 1)) as days`.execute(
    tx,
  )
  return rows[0]!
}

export async function keepsCalendar(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ keeps: boolean }>`select keeps_calendar() as keeps`.execute(tx)
  return rows[0]!.keeps
}

export async function quietDayOn(tx: Tx, day: PlainDate): Promise<QuietDay | null> {
  const { rows } = await sql<QuietDay>`
    select day, kind, name, to_confirm as "toConfirm", version from quiet_day where day = ${day}::date for update`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const insertQuietDay = (tx: Tx, by: Acting, day: Pick<QuietDay, 'day' | 'kind' | 'name'>) =>
  sql`insert into quiet_day (day, kind, name, changed_by, changed_at, command_id)
    values (${day.day}, ${day.kind}, ${day.name}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export const confirmQuietDay = (tx: Tx, by: Acting, day: PlainDate) =>
  sql`update quiet_day set to_confirm = false, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now},
      command_id = ${by.command} where day = ${day}::date`.execute(tx)

export const deleteQuietDay = (tx: Tx, day: PlainDate) =>
  sql`delete from quiet_day where day = ${day}::date`.execute(tx)

export const writeRules = (tx: Tx, rules: UrgingRules) =>
  sql`update setting set value = ${JSON.stringify(rules)}::jsonb where key = 'urging.rules'`.execute(tx)
