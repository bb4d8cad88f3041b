import { sql } from 'kysely'
import type { Check } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** What must be true of notices and mail. Runs as the owner (`db.own`). */
export async function fsckNotices(tx: Tx): Promise<Check[]> {
  const { rows } = await sql<Check & { sample: string }>`
    with seen(name, id, broken) as (
      select 'notices.notice-has-command', command_id || '.' || ordinal,
          not exists (select from command c where c.realm = n.realm and c.id = n.command_id) from notice n
      union all
      select 'notices.mail-has-notice', command_id || '.' || ordinal,
          not exists (select from notice n where n.realm = m.realm and n.command_id = m.command_id and n.kind = m.kind) from mail m
      union all
      select 'notices.mail-sent-once', command_id || '.' || ordinal, (state = 'sent') <> (sent_at is not null) from mail)
    select names.name, count(seen.id)::int as rows, (count(*) filter (where broken))::int as violations,
      coalesce(array_to_string((array_agg(seen.id order by seen.id) filter (where broken))[1:5], ', '), '') as sample
    from (values ('notices.notice-has-command'), ('notices.mail-has-notice'), ('notices.mail-sent-once')) as names(name)
    left join seen on seen.name = names.name group by names.name order by names.name`.execute(tx)
  return rows.map(({ sample, ...check }) => (check.violations > 0 ? { ...check, sample } : check))
}
