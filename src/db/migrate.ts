import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Database } from './types.ts'

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly hash: string }

/** Roles and extensions belong to the cluster and the database, so they are made before any migration, each time. */
const BOOTSTRAP = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'chido_owner') then create role chido_owner nologin; end if;
  exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not exists (select from pg_roles where rolname = 'chido_app') then create role chido_app nologin nobypassrls; end if;
  exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not pg_has_role(current_user, 'chido_owner', 'member') or not pg_has_role(current_user, 'chido_app', 'member') then
    execute format('grant chido_owner, chido_app to %I', current_user);
  end if;
end $$;
do $$ begin
  execute format('grant create, connect, temporary on database %I to chido_owner', current_database());
end $$;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
grant usage, create on schema public to chido_owner;
grant usage on schema public to chido_app;
create table if not exists migration (
  number integer primary key, name text not null, hash text not null, at timestamptz not null default now());
alter table migration owner to chido_owner;
`

export const readMigrations = (folder: string): Migration[] =>
  readdirSync(folder)
    .filter(file => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort((a, b) => (a < b ? -1 : 1))
    .map(file => {
      const text = readFileSync(join(folder, file), 'utf8')
      return {
        number: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        sql: text,
        hash: createHash('sha256').update(text).digest('hex'),
      }
    })

/**
 * Brings the database up to the last migration, each in a transaction of its own, its row written first so
 * that two starting servers cannot both apply it. Refuses with `db.rights` when the login may not make roles, `db.newer-data` when the data come from a
 * newer version than this program, and `db.migration-changed` when a released migration was edited.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<Result<number>> {
  const ready = await bootstrap(db)
  if (!ready.ok) return ready
  const done = (
    await sql<{ number: number; hash: string }>`select number, hash from migration order by number`.execute(db.pool)
  ).rows
  const last = migrations.at(-1)?.number ?? 0
  const newest = done.at(-1)?.number ?? 0
  if (newest > last) return no(problem('db.newer-data', { data: newest, program: last }))
  for (const row of done) {
    const known = migrations.find(m => m.number === row.number)
    if (known && known.hash !== row.hash)
      return no(problem('db.migration-changed', { number: row.number, name: known.name }))
  }
  const open = migrations.filter(m => !done.some(d => d.number === m.number))
  for (const migration of open) await apply(db, migration)
  return yes(open.length)
}

/** Refuses with `db.rights` when the login may not make roles or extensions: that is for the server's administrator. */
async function bootstrap(db: Database): Promise<Result<true>> {
  try {
    await db.pool.transaction().execute(async tx => {
      if (db.kind === 'postgres') await sql`select pg_advisory_xact_lock(7101)`.execute(tx)
      for (const statement of statementsOf(BOOTSTRAP)) await sql.raw(statement).execute(tx)
      // Membership alone is not enough on PostgreSQL 16 and later: entering the roles is what every transaction does.
      await sql`set local role chido_app`.execute(tx)
      await sql`reset role`.execute(tx)
      await sql`set local role chido_owner`.execute(tx)
    })
    return yes(true)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === '42501' || error.code === '0LP01')) {
      return no(problem('db.rights', { reason: error.message }))
    }
    throw error
  }
}

async function apply(db: Database, migration: Migration): Promise<void> {
  await db.pool.transaction().execute(async tx => {
    if (db.kind === 'postgres') await sql`select pg_advisory_xact_lock(7101)`.execute(tx)
    await sql`set local role chido_owner`.execute(tx)
    const mine =
      await sql`insert into migration (number, name, hash) values (${migration.number}, ${migration.name}, ${migration.hash})
      on conflict do nothing returning number`.execute(tx)
    if (mine.rows.length === 0) return
    for (const statement of statementsOf(migration.sql)) {
      try {
        await sql.raw(statement).execute(tx)
      } catch (error) {
        throw new Error(
          `migration ${migration.number}_${migration.name}: ${String(error)}\n${statement.trim().slice(0, 400)}`,
          { cause: error },
        )
      }
    }
  })
}

/**
 * Splits a script at the semicolons outside quotes, comments and dollar bodies: the embedded driver takes one
 * statement at a time, and PostgreSQL gives the better error message when it does too.
 */
export function statementsOf(script: string): string[] {
  const statements: string[] = []
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]*)\$[\s\S]*?\$\1\$|;/gi
  let start = 0
  for (let match = token.exec(script); match; match = token.exec(script)) {
    if (match[0] !== ';') continue
    statements.push(script.slice(start, match.index))
    start = match.index + 1
  }
  statements.push(script.slice(start))
  return statements.filter(statement => statement.replace(/--[^\n]*/g, '').trim() !== '')
}
