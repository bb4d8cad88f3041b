import { sql, type RawBuilder } from 'kysely'
import type { ClosingCheck } from '../ledger/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import { DOUBTS, KIND } from './types.ts'

/** Lines of the month that somebody should look at and nobody has decided. */
const undecided = (unit: UnitId, month: PlainDate, which: RawBuilder<unknown>) => sql<{ left: string }>`
  select coalesce(nullif(count(*), 0)::text, '') as left
  from statement_review r join statement_line l on l.realm = r.realm and l.id = r.line_id
  where r.unit_id = ${unit} and r.decided_at is null and l.day >= ${month}::date and l.day < (${month}::date + interval '1 month')::date
    and ${which}`
const BACK = DOUBTS.refund.bit | DOUBTS.mistaken.bit

/** What a month asks of the banks' statements before it closes. */
export const STATEMENT_CHECKS: readonly ClosingCheck[] = [
  {
    key: 'statements-open',
    left: (unit, month) => sql`
      select coalesce(string_agg(array_to_string(s.files, ', '), '; ' order by s.started_at), '') as left from statement s
      where s.unit_id = ${unit} and s.state in ('waiting', 'staging', 'faulty', 'staged')
        and not (exists (select from statement_day d where d.statement_no = s.no)
          and not exists (select from statement_day d where d.statement_no = s.no and d.day < (${month}::date + interval '1 month')::date))`,
  },
  {
    key: 'days-open',
    left: (unit, month) => sql`
      select coalesce(string_agg(distinct to_char(d.day, 'DD/MM/YYYY'), ', '), '') as left
      from statement s join statement_day d on d.statement_no = s.no
      where s.unit_id = ${unit} and s.state in ('faulty', 'staged') and d.proved is not true
        and d.day >= ${month}::date and d.day < (${month}::date + interval '1 month')::date
        and (d.proved is false or (select count(*) from statement_attestation t where t.statement_no = s.no) < 2)`,
  },
  {
    key: 'lines-unclear',
    soft: true,
    left: (unit, month) =>
      undecided(unit, month, sql`l.kind in (${KIND.unclear}, ${KIND.out}) and l.doubts & ${BACK} = 0`),
  },
  { key: 'lines-to-reverse', soft: true, left: (unit, month) => undecided(unit, month, sql`l.doubts & ${BACK} <> 0`) },
]
