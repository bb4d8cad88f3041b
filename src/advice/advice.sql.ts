import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type { AccountId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { namedQuietDays } from '../urging/index.ts'
import type { Days } from './rules.ts'
import type { AdviceFields, AdviceId, AdviceState, OpinionAnswer, Outcome } from './types.ts'

/** Proposals: the rows that the use cases lock, write and change. */

export type AdviceRow = {
  readonly unit: UnitId
  readonly unitName: string
  readonly superior: UnitId
  readonly superiorName: string
  readonly subject: string
  readonly document: DocumentId | null
  readonly sentOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly state: AdviceState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

export async function lockAdvice(tx: Tx, id: AdviceId): Promise<AdviceRow | null> {
  const { rows } = await sql<AdviceRow>`
    select a.unit_id as unit, u.name as "unitName", a.superior_id as superior, s.name as "superiorName", a.subject, a.document_id as document,
      a.sent_on as "sentOn", a.due_on as "dueOn", a.state, a.version, a.changed_by, a.changed_at
    from advice a join unit u on u.id = a.unit_id join unit s on s.id = a.superior_id where a.id = ${id} for update of a`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const insertAdvice = (tx: Tx, by: Acting, id: AdviceId, unit: UnitId, f: AdviceFields) =>
  sql`insert into advice (realm, id, unit_id, superior_id, subject, body, asked, document_id, clause_ordinal, wished_on, state, written_by, written_at,
      changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${id}, ${unit}, ${f.superior}, ${f.subject}, ${f.body}, ${f.asked}, ${f.document}::uuid, ${f.clause}::smallint,
      ${f.wishedOn}::date, 'draft', ${by.actor.account}, ${by.now}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(
    tx,
  )

export const changeFields = (tx: Tx, by: Acting, id: AdviceId, f: AdviceFields) =>
  sql`update advice set superior_id = ${f.superior}, subject = ${f.subject}, body = ${f.body}, asked = ${f.asked}, document_id = ${f.document}::uuid,
      clause_ordinal = ${f.clause}::smallint, wished_on = ${f.wishedOn}::date, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = ${id}`.execute(tx)

export type AdviceChange = {
  readonly state: AdviceState
  readonly why?: string
  readonly dueOn?: PlainDate
  readonly decision?: {
    readonly outcome: Outcome
    readonly number: string
    readonly on: PlainDate
    readonly text: string
    readonly document: DocumentId | null
  }
}

/** Every change counts the version on and says who made it; what the step brings is written with its state. */
export const moveAdvice = (tx: Tx, by: Acting, id: AdviceId, move: string, to: AdviceChange) =>
  sql`update advice set state = ${to.state}, due_on = coalesce(${to.dueOn ?? null}::date, due_on),
      sent_by = case when ${move} = 'send' then ${by.actor.account}::uuid else sent_by end,
      sent_at = case when ${move} = 'send' then ${by.now}::timestamptz else sent_at end,
      sent_on = case when ${move} = 'send' then ${by.today}::date else sent_on end,
      returned_why = case when ${move} = 'return' then ${to.why ?? null}::text else returned_why end,
      withdrawn_why = case when ${move} = 'withdraw' then ${to.why ?? null}::text else withdrawn_why end,
      outcome = coalesce(${to.decision?.outcome ?? null}, outcome), decision_number = coalesce(${to.decision?.number ?? null}, decision_number),
      decided_on = coalesce(${to.decision?.on ?? null}::date, decided_on), decision_text = coalesce(${to.decision?.text ?? null}, decision_text),
      decision_document_id = coalesce(${to.decision?.document ?? null}::uuid, decision_document_id),
      decided_by = case when ${move} = 'decide' then ${by.actor.account}::uuid else decided_by end,
      decided_at = case when ${move} = 'decide' then ${by.now}::timestamptz else decided_at end,
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = ${id}`.execute(tx)

/** Whether a body may be asked to decide: above the unit in some line, or party committee or government of its level. */
export async function isSuperior(tx: Tx, superior: UnitId, unit: UnitId): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`select is_superior(${superior}, ${unit}) as above`.execute(tx)
  return rows[0]!.above
}

/** The bodies that a unit may propose to, nearest first, for the form's list. */
export type SuperiorUnit = { readonly id: UnitId; readonly name: string; readonly areaName: string }
export const superiorsOf = async (tx: Tx, unit: UnitId): Promise<SuperiorUnit[]> =>
  (await superiorRows(unit).execute(tx)).rows

export const superiorRows = (unit: UnitId) => sql<SuperiorUnit>`
    with above as (
      select p.ancestor_id as id, min(p.depth) as depth from unit_path p
      where p.descendant_id = ${unit} and p.depth > 0 and p.during @> app_as_of() group by p.ancestor_id
      union all
      select u.id, 0 from same_level(${unit}, app_as_of()) s join unit u on u.id = s where u.kind in ('party_committee', 'people_committee'))
    select u.id, u.name, a.name as "areaName" from (select id, min(depth) as depth from above group by id) n
      join unit u on u.id = n.id and u.during @> app_as_of() join area a on a.id = u.area_id
    where u.id <> ${unit} order by n.depth, u.name_fold, u.id limit 200`

/** Whether the letter is one that the actor may read, and has that clause. */
export async function letterAndClause(
  tx: Tx,
  document: DocumentId,
  clause: number | null,
): Promise<{ readonly letter: boolean; readonly clause: boolean }> {
  const { rows } = await sql<{ letter: boolean; clause: boolean }>`
    select exists (select from document d where d.id = ${document} and d.held) as letter,
      ${clause}::int is null or exists (select from clause c where c.document_id = ${document} and c.ordinal = ${clause}::int) as clause`.execute(
    tx,
  )
  return rows[0]!
}

/** A letter of that office that is issued: what a decision may point at. */
export async function isIssuedBy(tx: Tx, document: DocumentId, unit: UnitId): Promise<boolean> {
  const { rows } =
    await sql`select from outgoing where document_id = ${document} and unit_id = ${unit} and state = 'issued'`.execute(
      tx,
    )
  return rows.length > 0
}

export type AdviceSettings = Days & { readonly answerDays: number; readonly remindBefore: number }

/** The superior's days, how they are counted, and the days of rest; one statement. */
export const adviceSettings = async (tx: Tx): Promise<AdviceSettings> => settingsFrom(await together(tx, settingParts))

type SettingRow = { readonly key: string; readonly value: unknown }
export const settingParts = {
  set: sql<SettingRow>`select key, value from setting
    where key in ('advice.answer-days', 'advice.remind-days-before', 'advice.count')`,
  named: namedQuietDays,
}

export function settingsFrom(found: {
  readonly set: readonly SettingRow[]
  readonly named: Days['named']
}): AdviceSettings {
  const of = (key: string): unknown => found.set.find(row => row.key === key)?.value
  const days = (key: string, otherwise: number) => {
    const value = of(key)
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise
  }
  return {
    answerDays: days('advice.answer-days', 15),
    remindBefore: days('advice.remind-days-before', 3),
    counts: of('advice.count') === 'calendar' ? 'calendar' : 'working',
    named: found.named,
  }
}

export type OpinionRow = {
  readonly unitName: string
  readonly askedBy: UnitId
  readonly answer: OpinionAnswer | null
  readonly version: number
}

export async function lockOpinion(tx: Tx, id: AdviceId, unit: UnitId): Promise<OpinionRow | null> {
  const { rows } = await sql<OpinionRow>`
    select u.name as "unitName", o.asked_by as "askedBy", o.answer, o.version from advice_opinion o join unit u on u.id = o.unit_id
    where o.advice_id = ${id} and o.unit_id = ${unit} for update of o`.execute(tx)
  return rows[0] ?? null
}

export const insertOpinions = (
  tx: Tx,
  by: Acting,
  id: AdviceId,
  o: { readonly by: UnitId; readonly units: readonly UnitId[]; readonly question: string; readonly dueOn: PlainDate },
) =>
  sql`insert into advice_opinion (realm, advice_id, unit_id, asked_by, question, due_on, asked_at, command_id)
    select a.realm, a.id, u.unit, ${o.by}, ${o.question}, ${o.dueOn}, ${by.now}, ${by.command}
    from advice a, unnest(${[...o.units]}::uuid[]) u (unit) where a.id = ${id}`.execute(tx)

export async function askedAlready(tx: Tx, id: AdviceId, units: readonly UnitId[]): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select u.name from advice_opinion o join unit u on u.id = o.unit_id
    where o.advice_id = ${id} and o.unit_id = any(${[...units]}::uuid[]) order by u.name limit 1`.execute(tx)
  return rows[0]?.name ?? null
}

export const answerOpinion = (
  tx: Tx,
  by: Acting,
  id: AdviceId,
  unit: UnitId,
  said: { readonly answer: OpinionAnswer; readonly body: string },
) =>
  sql`update advice_opinion set answer = ${said.answer}, body = ${said.body}, answered_by = ${by.actor.account}, answered_at = ${by.now},
      version = version + 1
    where advice_id = ${id} and unit_id = ${unit}`.execute(tx)

export const insertExtension = (
  tx: Tx,
  by: Acting,
  id: AdviceId,
  e: { readonly from: PlainDate; readonly to: PlainDate; readonly reason: string },
) =>
  sql`insert into advice_extension (realm, advice_id, ordinal, from_on, to_on, reason, account_id, at, command_id)
    select a.realm, a.id, (select coalesce(max(x.ordinal), 0) + 1 from advice_extension x where x.advice_id = a.id), ${e.from}, ${e.to}, ${e.reason},
      ${by.actor.account}, ${by.now}, ${by.command}
    from advice a where a.id = ${id}`.execute(tx)
