import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

export type Broken = {
  readonly name: string
  readonly rows: number
  readonly violations: number
  readonly sample: string
}

/** Every check counts what it read and what is wrong, and names the first few. */
export async function countBroken(tx: Tx): Promise<Broken[]> {
  const { rows } = await sql<Broken>`
    with seen(name, id, broken) as (
      select 'account-has-sign-in', a.id, u.id is null or not exists (
          select from auth.account p where p.user_id = a.id and p.provider_id = 'credential' and p.password is not null)
        from account a left join auth."user" u on u.id = a.id
      union all
      select 'account-marked-as-opened', a.id, (a.opened_at is not null) <> (u.id is not null)
        from account a left join auth."user" u on u.id = a.id
      union all
      select 'sign-in-has-account', u.id, a.id is null from auth."user" u left join account a on a.id = u.id
      union all
      select 'sign-in-same-address', u.id, a.email <> u.email from auth."user" u join account a on a.id = u.id
      union all
      select 'asked-password-given', a.id, a.password_command is not null from account a
      union all
      select 'demonstration-only-there', a.id, a.demonstration and not exists (select from world where demonstration) from account a
      union all
      select 'grant-not-to-oneself', g.id, g.granted_by = g.account_id from role_grant g where g.granted_by is not null)
    select names.name, count(seen.id)::int as rows, (count(*) filter (where broken))::int as violations,
      coalesce(array_to_string((array_agg(id::text order by id) filter (where broken))[1:5], ', '), '') as sample
    from (values ('account-has-sign-in'), ('account-marked-as-opened'), ('sign-in-has-account'), ('sign-in-same-address'),
      ('asked-password-given'), ('demonstration-only-there'), ('grant-not-to-oneself')) as names(name)
    left join seen on seen.name = names.name group by names.name order by names.name`.execute(tx)
  return rows
}
