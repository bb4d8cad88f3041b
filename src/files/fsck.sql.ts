import { sql } from 'kysely'
import type { Check } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/**
 * What must be true of files: the bytes are those whose digest names them, every kept file is in use, every use has
 * its bytes. Runs as the owner (`db.own`); it reads every byte.
 */
export async function fsckFiles(tx: Tx): Promise<Check[]> {
  const { rows } = await sql<Check & { sample: string }>`
    with seen(name, id, broken) as (
      select 'files.bytes-are-what-they-were', encode(sha256, 'hex'), sha256(bytes) <> sha256 or octet_length(bytes) <> size
        from file where bytes is not null
      union all
      select 'files.kept-only-while-used', encode(f.sha256, 'hex'), not exists (
          select from file_use u where u.realm = f.realm and u.sha256 = f.sha256 and u.ended_at is null)
        from file f where f.bytes is not null
      union all
      select 'files.used-only-while-kept', u.id::text, f.bytes is null
        from file_use u join file f using (realm, sha256) where u.ended_at is null)
    select names.name, count(seen.id)::int as rows, (count(*) filter (where broken))::int as violations,
      coalesce(array_to_string((array_agg(seen.id order by seen.id) filter (where broken))[1:5], ', '), '') as sample
    from (values ('files.bytes-are-what-they-were'), ('files.kept-only-while-used'), ('files.used-only-while-kept')) as names(name)
    left join seen on seen.name = names.name group by names.name order by names.name`.execute(tx)
  return rows.map(({ sample, ...check }) => (check.violations > 0 ? { ...check, sample } : check))
}
