import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import { letterNumber } from '../reports/index.ts'
import { pairs, stood } from './pairs.sql.ts'
import { endOf, type BehindRow, type Look, type Step } from './types.ts'

/** The records shown for one body; more are counted. */
export const THINGS_SHOWN = 5
export const BEHIND_PAGE = 100

/** `listed`: how many of all the rows the choice of done or not yet leaves. */
export type Behind = {
  readonly rows: readonly BehindRow[]
  readonly total: number
  readonly done: number
  readonly listed: number
}

type Numbered = { number: string | null; symbol: string | null; regime: string | null }
type Counts = { readonly total: number; readonly done: number; readonly listed: number }
type Row = Omit<BehindRow, 'printed' | 'topPrinted' | 'things' | 'clauses'> & {
  got: Numbered
  root: Numbered
  things: (BehindRow['things'][number] & Partial<Numbered>)[] | null
  clauses: BehindRow['clauses'] | null
}

const done: Readonly<Record<Step, RawBuilder<unknown>>> = {
  received: sql`received_at is not null`,
  issued: sql`issued_on is not null`,
  tasks: sql`taken = tasks`,
  study: sql`last_held is not null`,
  activity: sql`last_day is not null`,
  report: sql`last_sent is not null`,
}

/** What shows the step, for one pair `f`: its things with their days, newest first. */
const things = (step: Step, look: Look): RawBuilder<unknown> => {
  const thread = sql`(select document_id from thread where root_id = f.root_id)`
  const [end, on] = [endOf(look.on), look.on]
  const thing = (kind: string, more: RawBuilder<unknown>) =>
    sql`jsonb_build_object('kind', ${kind}::text, 'id', null, 'document', null, 'clause', null, 'label', '', 'on', null, 'people', null) || jsonb_build_object(${more})`
  switch (step) {
    case 'received':
      return sql`select ${thing('letter', sql`'id', c.document_id, 'on', (coalesce(c.acknowledged_at, c.opened_at, c.sent_at) at time zone 'Asia/Ho_Chi_Minh')::date, 'number', d.number, 'symbol', d.symbol, 'regime', d.regime`)} as thing,
          coalesce(c.acknowledged_at, c.sent_at) as at
        from copy c join document d on d.id = c.document_id where c.root_id = f.root_id and c.unit_id = f.unit_id and c.taken_in and coalesce(c.acknowledged_at < ${end}, true)`
    case 'issued':
      return sql`select ${thing('letter', sql`'id', p.id, 'on', p.issued_on, 'number', p.number, 'symbol', p.symbol, 'regime', p.regime`)} as thing, p.issued_on::timestamptz as at
        from document p left join outgoing po on po.document_id = p.id where p.issued_on <= ${on}::date and coalesce(po.issued_at < ${end}, true) and p.id in (select c.passed_on_id from copy c where c.root_id = f.root_id and c.unit_id = f.unit_id
          union select o.document_id from outgoing o where o.unit_id = f.unit_id and o.issued_at < ${end} and o.forwards_id in ${thread})
        union all
        select ${thing('letter', sql`'id', i.letter_id, 'on', i.issued_on, 'label', i.printed`)}, i.issued_on::timestamptz from implementing_letter i
        where i.unit_id = f.unit_id and ${stood(look, 'i.entered_at', 'i.withdrawn_at')} and i.issued_on <= ${on}::date and i.document_id in ${thread}`
    case 'tasks':
      return sql`select ${thing('task', sql`'id', t.unit_id, 'document', t.document_id, 'clause', t.clause_ordinal, 'label', cl.label, 'on', (t.taken_at at time zone 'Asia/Ho_Chi_Minh')::date`)} as thing, t.taken_at as at
        from task t join clause cl on cl.document_id = t.document_id and cl.ordinal = t.clause_ordinal
        where t.unit_id = f.unit_id and t.state <> 'asked' and coalesce(t.taken_at < ${end}, true) and t.document_id in ${thread}`
    case 'study':
      return sql`select ${thing(
        'session',
        sql`'id', s.id, 'document', s.document_id, 'on', (lower(s.during) at time zone 'Asia/Ho_Chi_Minh')::date, 'label', s.form,
          'people', (select sum(a.present + a.caught_up)::int from study_attendance a where a.session_id = s.id)`,
      )} as thing, lower(s.during) as at
        from study_session s where s.unit_id = f.unit_id and ${stood(look, 's.entered_at', 's.withdrawn_at')} and lower(s.during) < ${end} and s.document_id in ${thread}`
    case 'activity':
      return sql`select distinct on (a.id) ${thing('activity', sql`'id', a.id, 'on', e.on_day, 'label', a.title, 'people', a.people`)} as thing, e.on_day::timestamptz as at
        from task_evidence e join activity a on a.id = e.evidence_id
        where e.kind = 'activity' and ${stood(look, 'e.at', 'e.ended_at')} and e.on_day <= ${on}::date and e.unit_id = f.unit_id and e.document_id in ${thread}`
    case 'report':
      return sql`select ${thing('report', sql`'id', r.id, 'document', r.document_id, 'on', (r.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date, 'label', r.period_key`)} as thing, r.submitted_at as at
        from report r where r.unit_id = f.unit_id and r.state <> 'draft' and r.submitted_at < ${end} and r.document_id in ${thread}`
  }
}

/**
 * The records behind one figure: each body that was counted, done or not, with what shows it and the clauses that asked
 * for it; one statement. Those that have moved first, then by area and name: no order of merit.
 */
export async function recordsBehindStep(
  tx: Tx,
  look: Look,
  step: Step,
  offset = 0,
  only: 'done' | 'not-yet' | null = null,
): Promise<Behind> {
  const { rows: found } = await sql<Counts & { rows: Row[] | null }>`
    with ${pairs(look)},
    chosen as materialized (
      select p.*, ${done[step]} as done from pair p where ${step !== 'tasks'} or tasks > 0),
    f as materialized (
      select c.*, a.name as area_name, a.name_fold as area_fold from chosen c join area a on a.id = c.area_id where ${only}::text is null or c.done = (${only} = 'done')
      order by c.done desc, a.name_fold, c.name_fold, c.unit_id, c.root_id limit ${BEHIND_PAGE} offset ${offset})
    select (select count(*)::int from chosen) as total, (select count(*)::int from chosen where done) as done,
      (select count(*)::int from chosen where ${only}::text is null or done = (${only} = 'done')) as listed,
      (select jsonb_agg(to_jsonb(x) - 'name_fold' - 'area_fold' order by x.done desc, x.area_fold, x.name_fold, x.unit, x.top) from (
    select f.name_fold, f.area_fold, f.unit_id as unit, f.unit_name as "unitName", f.area_name as "areaName", f.document_id as document, f.root_id as top, f.done,
      jsonb_build_object('number', g.number, 'symbol', g.symbol, 'regime', g.regime) as got, jsonb_build_object('number', r.number, 'symbol', r.symbol, 'regime', r.regime) as root,
      x.things, coalesce(x.n, 0) as count, x.on,
      (select jsonb_agg(distinct jsonb_build_object('ordinal', cl.ordinal, 'label', cl.label, 'document', cl.document_id))
       from task t join clause cl on cl.document_id = t.document_id and cl.ordinal = t.clause_ordinal
       where t.unit_id = f.unit_id and t.document_id in (select document_id from thread where root_id = f.root_id)) as clauses
    from f left join document g on g.id = f.document_id left join document r on r.id = f.root_id
      left join lateral (
        select jsonb_agg(y.thing order by y.at desc) filter (where y.rank <= ${THINGS_SHOWN}) as things, count(*)::int as n, max(y.at at time zone 'Asia/Ho_Chi_Minh')::date as on
        from (select z.*, row_number() over (order by z.at desc) as rank from (${things(step, look)}) z) y) x on true) x) as rows`.execute(
    tx,
  )
  const { rows, ...counts } = found[0]!
  return {
    ...counts,
    rows: (rows ?? []).map(({ got, root, things: shown, clauses, ...row }) => ({
      ...row,
      printed: letterNumber(got),
      topPrinted: letterNumber(root),
      things: (shown ?? []).map(({ number, symbol, regime, ...thing }) => ({
        ...thing,
        label: number ? letterNumber({ number, symbol: symbol ?? null, regime: regime ?? null }) : thing.label,
      })),
      clauses: clauses ?? [],
    })),
  }
}
