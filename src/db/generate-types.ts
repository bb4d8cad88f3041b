import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from './open.ts'
import { migrate, readMigrations } from './migrate.ts'
import type { Database } from './types.ts'

/** What both drivers return for a type of the database once our parsers are set (parsers.ts). */
const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  float4: 'number',
  float8: 'number',
  numeric: 'string',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  uuid: 'string',
  date: 'string',
  daterange: 'string',
  timestamptz: 'Date',
  bytea: 'Uint8Array',
  json: 'unknown',
  jsonb: 'unknown',
}

type Column = { table: string; column: string; type: string; nullable: boolean; defaulted: boolean; generated: boolean }

/** Writes the tables of a migrated database as TypeScript, sorted, so that a test can compare. */
export async function generateTypes(db: Database): Promise<string> {
  const { rows } = await sql<Column>`
    select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as "table",
      a.attname as "column", case when t.typelem <> 0 and t.typlen = -1 then e.typname || '[]' else t.typname end as type,
      not a.attnotnull as nullable, (a.atthasdef or a.attidentity <> '') as defaulted, (a.attidentity = 'a' or a.attgenerated <> '') as generated
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`.execute(db.pool)
  const tables = Map.groupBy(rows, row => row.table)
  const names = [...tables.keys()].sort((a, b) => (a < b ? -1 : 1))
  return [
    '// Written by `npm run types` from the migrations. Do not edit: a test compares.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely'",
    '',
    ...names.map(name => `export interface ${typeName(name)} {\n${tables.get(name)!.map(line).join('\n')}\n}\n`),
    `export interface DB {\n${names.map(name => `  '${name}': ${typeName(name)}`).join('\n')}\n}`,
    '',
  ].join('\n')
}

const typeName = (table: string) =>
  table
    .split(/[._]/)
    .map(part => part[0]!.toUpperCase() + part.slice(1))
    .join('')

function line({ column, type, nullable, defaulted, generated }: Column): string {
  const base = type.endsWith('[]') ? `${TYPES[type.slice(0, -2)] ?? 'string'}[]` : (TYPES[type] ?? 'string')
  const read = nullable ? `${base} | null` : base
  // Objects for json columns are written as text, since the drivers encode plain arrays differently.
  if (type === 'jsonb' || type === 'json') {
    const written = `string${nullable || defaulted ? ' | null | undefined' : ''}`
    return `  ${column}: ColumnType<unknown, ${written}, ${written}>`
  }
  return `  ${column}: ${generated ? `GeneratedAlways<${read}>` : defaulted ? `Generated<${read}>` : read}`
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '../../..')
  const opened = await openDatabase({ kind: 'memory' })
  if (!opened.ok) throw new Error(opened.problem.kind)
  const migrated = await migrate(opened.value, readMigrations(join(root, 'migrations')))
  if (!migrated.ok) throw new Error(migrated.problem.kind)
  writeFileSync(join(root, 'src/db/schema.gen.ts'), await generateTypes(opened.value))
  await opened.value.close()
}
