import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** What the application's role can do that it must not; empty is right. */
export async function powersOf(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ power: string }>`
    select unnest(array_remove(array[
      case when current_user <> 'chido_app' then 'runs as ' || current_user end,
      case when rolsuper then 'superuser' end,
      case when rolbypassrls then 'bypassrls' end,
      case when rolcreaterole then 'createrole' end,
      case when rolcreatedb then 'createdb' end], null)) as power
    from pg_roles where rolname = 'chido_app'
    union all
    select 'member of ' || g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
    where r.rolname = 'chido_app'
    union all
    select 'owns ' || d.classid::regclass || ' ' || d.objid from pg_shdepend d
    where d.refclassid = 'pg_authid'::regclass and d.refobjid = 'chido_app'::regrole and d.deptype = 'o'
      and d.dbid in (0, (select oid from pg_database where datname = current_database()))
    union all
    select 'may create in schema ' || nspname from pg_namespace
    where nspname !~ '^pg_' and has_schema_privilege('chido_app', oid, 'create')
    limit 20`.execute(tx)
  return rows.map(row => row.power)
}

export type TableSeen = {
  readonly name: string
  readonly readable: boolean
  /** By its own policies, or as a view that runs with the asker's rights by those of the tables below. */
  readonly guarded: boolean
  /** A view that runs with its owner's rights shows every row, whatever the tables below say. */
  readonly asOwner: boolean
}

/** Every table and view that the application's role may touch, by grants to itself, to its columns or to everybody. */
export async function tablesOf(tx: Tx): Promise<TableSeen[]> {
  const { rows } = await sql<TableSeen>`
    select format('%I.%I', n.nspname, c.relname) as name,
      c.relrowsecurity or (c.relkind = 'v' and coalesce(c.reloptions::text[] && '{security_invoker=true,security_invoker=on}', false)) as guarded,
      has_any_column_privilege('chido_app', c.oid, 'select') as readable,
      c.relkind in ('v', 'm') and not coalesce(c.reloptions::text[] && '{security_invoker=true,security_invoker=on}', false) as "asOwner"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and has_schema_privilege('chido_app', n.oid, 'usage')
      and (has_any_column_privilege('chido_app', c.oid, 'select, insert, update') or has_table_privilege('chido_app', c.oid, 'delete, truncate'))
    order by 1`.execute(tx)
  return rows
}

/** Names of the tables of which this transaction sees a row. One statement; it stops at the first row of each. */
export async function rowsSeenByNobody(tx: Tx, tables: readonly TableSeen[]): Promise<string[]> {
  if (tables.length === 0) return []
  const questions = tables.map(
    ({ name }) => sql`select ${name}::text as name where exists (select from ${sql.raw(name)})`,
  )
  const { rows } = await sql<{ name: string }>`${sql.join(questions, sql` union all `)}`.execute(tx)
  return rows.map(row => row.name)
}
