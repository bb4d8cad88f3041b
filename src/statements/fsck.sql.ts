import { sql } from 'kysely'
import type { Check } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** What must be true of statements, over the live database; runs as the owner. */
export async function fsckStatements(tx: Tx): Promise<Check[]> {
  const { rows } = await sql<{ name: string; rows: number; violations: number; sample: string }>`
    with posted as (select * from statement where state = 'posted'),
      sums as materialized (select statement_no, day, count(*) as lines, coalesce(sum(amount), 0) as net,
          coalesce(sum(amount) filter (where kind <> 0), 0) as moved, count(*) filter (where amount is null) as unknown
        from statement_line group by statement_no, day),
      given as materialized (select line_id, sum(case when reverses_id is null then amount else -amount end) as amount
        from gift where line_id is not null group by line_id),
      chain as (select d.*, p.id, coalesce(lag(d.closing) over (partition by d.statement_no order by d.day), p.opening) as before
        from statement_day d join posted p on p.no = d.statement_no),
      seen(name, id, broken) as (
        select 'line-has-statement', s.statement_no::text, st.no is null from sums s left join statement st on st.no = s.statement_no
        union all
        select 'nothing-left-behind', st.id::text, exists (select from sums s where s.statement_no = st.no)
          from statement st where st.state = 'repeated'
        union all
        select 'day-has-its-lines', c.id || ' ' || c.day, c.lines <> coalesce(s.lines, 0) + c.again
          from chain c left join sums s on s.statement_no = c.statement_no and s.day = c.day
        union all
        select 'lines-sum-to-day', c.id || ' ' || c.day, c.again = 0 and c.credits - c.debits <> coalesce(s.net, 0)
          from chain c left join sums s on s.statement_no = c.statement_no and s.day = c.day
        union all
        select 'proved-day-closes', id || ' ' || day, proved is false or (proved and before is not null and before + credits - debits <> closing) from chain
        union all
        select 'attested-by-two', p.id::text, exists (select from statement_day d where d.statement_no = p.no and d.proved is null)
            and (select count(distinct coalesce(c.person_id::text, a.account_id::text)) from statement_attestation a
              left join account c on c.id = a.account_id where a.statement_no = p.no) < 2 from posted p
        union all
        select 'posted-lines-known', s.statement_no::text, s.unknown > 0 from sums s join posted p on p.no = s.statement_no
        union all
        select 'day-in-the-books', p.id || ' ' || s.day, s.moved <> coalesce((select sum(o.amount) from entry e
              join posting o on o.realm = e.realm and o.entry_id = e.id and o.money_account_id = p.money_account_id
              where e.realm = p.realm and e.source_kind = 'statement' and e.source_id = p.id and e.source_step = s.day::text), 0)
          from sums s join posted p on p.no = s.statement_no
        union all
        select 'nothing-posted-of-others', st.id::text, exists (select from entry e where e.realm = st.realm and e.source_kind = 'statement' and e.source_id = st.id)
          from statement st where st.state <> 'posted'
        union all
        select 'gift-of-its-line', l.id::text, g.amount <> l.amount or g.amount is null
          from statement_line l join posted p on p.no = l.statement_no left join given g on g.line_id = l.id
          where l.kind = 1 and not exists (select from line_decision d where d.realm = l.realm and d.line_id = l.id)
        union all
        select 'gift-has-its-line', g.line_id::text, l.id is null or p.no is null
          from given g left join statement_line l on l.id = g.line_id left join posted p on p.no = l.statement_no)
    select names.name, count(seen.id)::int as rows, (count(*) filter (where broken))::int as violations,
      coalesce(array_to_string((array_agg(id order by id) filter (where broken))[1:5], ', '), '') as sample
    from (values ('line-has-statement'), ('nothing-left-behind'), ('day-has-its-lines'), ('lines-sum-to-day'), ('proved-day-closes'),
      ('attested-by-two'), ('posted-lines-known'), ('day-in-the-books'), ('nothing-posted-of-others'), ('gift-of-its-line'),
      ('gift-has-its-line')) as names(name)
    left join seen on seen.name = names.name group by names.name order by names.name`.execute(tx)
  return rows.map(({ name, rows: read, violations, sample }) => ({
    name: `statements.${name}`,
    rows: read,
    violations,
    ...(violations > 0 ? { sample } : {}),
  }))
}
