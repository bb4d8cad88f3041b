import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { keepingOf } from './calendar.sql.ts'
import type { Letter } from './lines.sql.ts'
import { boundsOf, type Bounds } from './rules.ts'

/** The log as leaders read it, over all letters in whose right they stand: by letter, by unit, by day. */

export type Waiting = {
  readonly late: number
  readonly unopened: number
  readonly near: number
  readonly asked: number
}
export type Done = { readonly reminders: number; readonly letters: number; readonly lastOn: PlainDate | null }
export type ByLetter = Waiting &
  Done & { readonly document: DocumentId; readonly letter: Letter; readonly units: number }
export type ByUnit = Waiting & Done & { readonly unit: UnitId; readonly unitName: string; readonly documents: number }
export type ByDay = {
  readonly day: PlainDate
  readonly units: number
  readonly documents: number
  readonly reminders: number
  readonly late: number
  readonly unopened: number
  readonly letters: number
  readonly asked: number
  readonly answered: number
}

const SHOWN = 200
const DAYS_SHOWN = 90

const WAITING = (b: Bounds) => sql`
  count(*) filter (where kind <> 'unopened' and not asked and due_on <= ${b.late}::date)::int as late,
  count(*) filter (where kind = 'unopened' and due_on <= ${b.unopened}::date)::int as unopened,
  count(*) filter (where kind <> 'unopened' and not asked and due_on > ${b.late}::date and due_on <= ${b.near[0] ?? b.late}::date)::int as near,
  count(*) filter (where asked)::int as asked`
const DONE = sql`count(*) filter (where step in ('reminder', 'late', 'unopened'))::int as reminders,
  count(distinct about) filter (where step = 'letter')::int as letters, max(on_day) as last_on`
const BOTH = sql`coalesce(l.late, 0) as late, coalesce(l.unopened, 0) as unopened, coalesce(l.near, 0) as near, coalesce(l.asked, 0) as asked,
  coalesce(g.reminders, 0) as reminders, coalesce(g.letters, 0) as letters, g.last_on as "lastOn"`

const bounds = async (tx: Tx, today: PlainDate): Promise<Bounds> => {
  const { rules, calendar } = await keepingOf(tx)
  return boundsOf(rules, today, calendar)
}

export async function logByLetter(tx: Tx, today: PlainDate): Promise<ByLetter[]> {
  const { rows } = await sql<ByLetter>`
    with mine as materialized (select urging_documents() as id),
    l as (select document_id, count(distinct unit_id)::int as units, ${WAITING(await bounds(tx, today))} from urging_line
      where document_id in (select id from mine) group by document_id),
    g as (select document_id, ${DONE} from urging where document_id in (select id from mine) group by document_id)
    select d.id as document, jsonb_build_object('number', d.number, 'symbol', d.symbol, 'regime', d.regime, 'subject', d.subject, 'issuer', d.issuer) as letter,
      coalesce(l.units, 0) as units, ${BOTH}
    from l full join g using (document_id) join document d on d.id = document_id
    order by coalesce(l.late, 0) desc, coalesce(l.unopened, 0) desc, d.issued_on desc, d.id limit ${SHOWN}`.execute(tx)
  return rows
}

export async function logByUnit(tx: Tx, today: PlainDate): Promise<ByUnit[]> {
  const { rows } = await sql<ByUnit>`
    with mine as materialized (select urging_documents() as id),
    l as (select unit_id, count(distinct document_id)::int as documents, ${WAITING(await bounds(tx, today))} from urging_line
      where document_id in (select id from mine) group by unit_id),
    g as (select unit_id, ${DONE} from urging where document_id in (select id from mine) group by unit_id)
    select unit_id as unit, u.name as "unitName", coalesce(l.documents, 0) as documents, ${BOTH}
    from l full join g using (unit_id) join unit u on u.id = unit_id
    order by coalesce(l.late, 0) desc, coalesce(l.unopened, 0) desc, u.name limit ${SHOWN}`.execute(tx)
  return rows
}

export async function logByDay(tx: Tx): Promise<ByDay[]> {
  const { rows } = await sql<ByDay>`
    with mine as materialized (select urging_documents() as id)
    select on_day as day, count(distinct unit_id)::int as units, count(distinct document_id)::int as documents,
      count(*) filter (where step = 'reminder')::int as reminders, count(*) filter (where step = 'late')::int as late,
      count(*) filter (where step = 'unopened')::int as unopened, count(distinct about) filter (where step = 'letter')::int as letters,
      count(*) filter (where step = 'extension-asked')::int as asked, count(*) filter (where step = 'extension-answered')::int as answered
    from urging where document_id in (select id from mine) group by on_day order by on_day desc limit ${DAYS_SHOWN}`.execute(
    tx,
  )
  return rows
}
