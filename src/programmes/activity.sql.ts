import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { AccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { TaskKey } from '../directives/index.ts'
import type { ActivityFields, ActivityId, ActivityState } from './types.ts'

/** Activities with their units, results and the tasks they are planned for. */

/** The figures that reports count: what an amendment keeps, before and after. */
export type Figures = {
  readonly state: ActivityState
  readonly untilOn: PlainDate
  readonly people: number | null
  readonly personTimes: number | null
  readonly results: readonly {
    readonly indicator: string
    readonly amount: number
    readonly moneyValue: number | null
    readonly valuedHow: string | null
  }[]
}

export type ActivityRow = {
  readonly state: ActivityState
  readonly version: number
  readonly changed_by: AccountId
  readonly changed_at: Date
  readonly unit_name: string
  readonly title: string
  readonly with: readonly UnitId[]
  /** Whether a submitted report has counted it. */
  readonly reported: boolean
  readonly figures: Figures
}

/** Locks the activity at its organiser; null when it is not there. */
export async function lockActivity(tx: Tx, unit: UnitId, id: ActivityId): Promise<ActivityRow | null> {
  const { rows } = await sql<ActivityRow>`
    select a.state, a.version, a.changed_by, a.changed_at, u.name as unit_name, a.title, activity_reported(a.id) as reported,
      array(select w.unit_id from activity_unit w where w.activity_id = a.id and w.role = 'with') as "with",
      ${figures} as figures
    from activity a join unit u on u.id = a.unit_id where a.id = ${id} and a.unit_id = ${unit} for update of a`.execute(
    tx,
  )
  return rows[0] ?? null
}

const figures = sql`jsonb_build_object('state', a.state, 'untilOn', a.until_on, 'people', a.people, 'personTimes', a.person_times,
  'results', coalesce((select jsonb_agg(jsonb_build_object('indicator', r.indicator, 'amount', r.amount, 'moneyValue', r.money_value,
    'valuedHow', r.valued_how) order by i.ordinal) from activity_result r join indicator i on i.key = r.indicator
    where r.activity_id = a.id), '[]'))`

export async function figuresOf(tx: Tx, id: ActivityId): Promise<Figures> {
  const { rows } = await sql<{
    figures: Figures
  }>`select ${figures} as figures from activity a where a.id = ${id}`.execute(tx)
  return rows[0]!.figures
}

/** The units that did it, for a claim by one of them; the activity is locked against its organiser's changes. */
export async function activityWith(
  tx: Tx,
  unit: UnitId,
  id: ActivityId,
): Promise<{ readonly state: ActivityState; readonly untilOn: PlainDate } | null> {
  const { rows } = await sql<{ state: ActivityState; untilOn: PlainDate }>`
    select a.state, a.until_on as "untilOn" from activity a join activity_unit w on w.activity_id = a.id and w.unit_id = ${unit}
    where a.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export const insertActivity = (
  tx: Tx,
  by: Acting,
  a: { id: ActivityId; unit: UnitId; state: 'planned' | 'held'; fields: ActivityFields },
) => {
  const { fields: f } = a
  const held = a.state === 'held'
  return sql`insert into activity (realm, id, unit_id, kind, title, from_on, until_on, area_id, place, people, person_times, note,
      state, held_at, held_by, entered_by, entered_at, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${a.id}, ${a.unit}, ${f.kind}, ${f.title}, ${f.fromOn}, ${f.untilOn}, ${f.area}, ${f.place},
      ${f.people}, ${f.personTimes}, ${f.note}, ${a.state}, ${held ? by.now : null}, ${held ? by.actor.account : null},
      ${by.actor.account}, ${by.now}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)
}

/** Every change counts the version on and says who made it. */
export const changeActivity = (tx: Tx, by: Acting, id: ActivityId, state: ActivityState, f: ActivityFields) =>
  sql`update activity set kind = ${f.kind}, title = ${f.title}, from_on = ${f.fromOn}, until_on = ${f.untilOn}, area_id = ${f.area},
      place = ${f.place}, people = ${f.people}, person_times = ${f.personTimes}, note = ${f.note}, state = ${state},
      held_at = case when ${state} = 'held' then coalesce(held_at, ${by.now}) end,
      held_by = case when ${state} = 'held' then coalesce(held_by, ${by.actor.account}) end,
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}, command_id = ${by.command}
    where id = ${id}`.execute(tx)

export const withdrawRow = (tx: Tx, by: Acting, id: ActivityId, why: string) =>
  sql`update activity set state = 'withdrawn', withdrawn_at = ${by.now}, withdrawn_why = ${why},
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}, command_id = ${by.command}
    where id = ${id}`.execute(tx)

/** Only the version moves: a file came or went. */
export const touchActivity = (tx: Tx, by: Acting, id: ActivityId) =>
  sql`update activity set version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}, command_id = ${by.command}
    where id = ${id}`.execute(tx)

/** The organiser and those with it, as named now: who is no longer named goes, and with it what it claimed. */
export async function setUnits(tx: Tx, by: Acting, a: { id: ActivityId; unit: UnitId; with: readonly UnitId[] }) {
  const all = [a.unit, ...a.with]
  await sql`delete from activity_unit where activity_id = ${a.id} and unit_id <> all(${all}::uuid[])`.execute(tx)
  await sql`insert into activity_unit (realm, activity_id, unit_id, role, organiser_id, command_id)
    select a.realm, a.id, n.unit, case when n.unit = a.unit_id then 'organiser' else 'with' end, a.unit_id, ${by.command}
    from unnest(${all}::uuid[]) as n(unit) join activity a on a.id = ${a.id} on conflict do nothing`.execute(tx)
}

/** The results as typed now. What did not change is not written, so that the audit holds only what did. */
export async function setResults(tx: Tx, by: Acting, id: ActivityId, results: ActivityFields['results']) {
  const rows = JSON.stringify(results)
  await sql`delete from activity_result where activity_id = ${id}
    and indicator not in (select r.indicator from jsonb_to_recordset(${rows}::jsonb) as r(indicator text))`.execute(tx)
  await sql`insert into activity_result as old (realm, activity_id, indicator, organiser_id, amount, money_value, valued_how, command_id)
    select a.realm, a.id, r.indicator, a.unit_id, r.amount, r."moneyValue", r."valuedHow", ${by.command}
    from jsonb_to_recordset(${rows}::jsonb) as r(indicator text, amount bigint, "moneyValue" bigint, "valuedHow" text)
      join activity a on a.id = ${id}
    on conflict (realm, activity_id, indicator) do update
      set amount = excluded.amount, money_value = excluded.money_value, valued_how = excluded.valued_how, command_id = excluded.command_id
      where (old.amount, old.money_value, old.valued_how) is distinct from (excluded.amount, excluded.money_value, excluded.valued_how)`.execute(
    tx,
  )
}

/** What a planned activity is meant for. Once it is held this is empty and the evidence says it. */
export async function setIntended(tx: Tx, by: Acting, id: ActivityId, tasks: readonly TaskKey[]) {
  await sql`delete from activity_task where activity_id = ${id}`.execute(tx)
  if (tasks.length === 0) return
  const rows = JSON.stringify(tasks.map(({ document, clause, unit }) => ({ document, clause, unit })))
  await sql`insert into activity_task (realm, activity_id, organiser_id, task_realm, document_id, clause_ordinal, unit_id, command_id)
    select distinct a.realm, a.id, a.unit_id, t.realm, t.document_id, t.clause_ordinal, t.unit_id, ${by.command}::uuid
    from jsonb_to_recordset(${rows}::jsonb) as n(document uuid, clause smallint, unit uuid)
      join task t on t.document_id = n.document and t.clause_ordinal = n.clause and t.unit_id = n.unit
      join activity a on a.id = ${id}`.execute(tx)
}

export const insertAmendment = (
  tx: Tx,
  by: Acting,
  a: { id: ActivityId; why: string; before: Figures; after: Figures },
) =>
  sql`insert into activity_amendment (realm, activity_id, ordinal, organiser_id, why, before, after, at, account_id, command_id)
    select a.realm, a.id, (select coalesce(max(m.ordinal), 0) + 1 from activity_amendment m where m.activity_id = a.id), a.unit_id,
      ${a.why}, ${JSON.stringify(a.before)}::jsonb, ${JSON.stringify(a.after)}::jsonb, ${by.now}, ${by.actor.account}, ${by.command}
    from activity a where a.id = ${a.id}`.execute(tx)

export async function nameOfActor(tx: Tx, account: AccountId): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select actor_name(${account}) as name`.execute(tx)
  return rows[0]?.name ?? '–'
}
