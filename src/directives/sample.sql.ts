import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { GoldDocument, Sample } from './sample.ts'

const DAYS_DEFAULT = 365
export const SAMPLE_DAYS_MAX = 3_650
const DAYS_KEY = 'reading.sample-days'
const daysKey = (unit: UnitId): string => `${DAYS_KEY}.${unit}`
export const isSampleDays = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= SAMPLE_DAYS_MAX

/** How many days a unit keeps a sample: its own setting, else the world's `reading.sample-days`; 0 keeps nothing. */
export async function sampleDays(tx: Tx, unit: UnitId): Promise<number> {
  const { rows } = await settingsOfDays(unit).execute(tx)
  return daysIn(rows)
}
const settingsOfDays = (unit: UnitId) => sql<{ value: unknown }>`
  select value from setting where key in (${DAYS_KEY}, ${daysKey(unit)}) order by length(key) desc`
const daysIn = (rows: readonly { value: unknown }[]): number =>
  rows.map(row => row.value).find(isSampleDays) ?? DAYS_DEFAULT

export const writeSampleDays = (tx: Tx, unit: UnitId, days: number) =>
  sql`insert into setting (key, value) values (${daysKey(unit)}, ${JSON.stringify(days)}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(tx)

export async function insertSample(
  tx: Tx,
  by: Acting,
  s: { unit: UnitId; document: DocumentId; text: string; sample: Sample; confirmed: boolean; expiresOn: PlainDate },
): Promise<void> {
  const { realm, account } = by.actor
  await sql`insert into reading_sample (realm, id, unit_id, account_id, document_id, text, gold, confirmed, at, expires_on, command_id)
    values (${realm}, ${by.command}, ${s.unit}, ${account}, ${s.document}, ${s.text}, ${JSON.stringify(s.sample.gold)}::jsonb,
      ${s.confirmed}, ${by.now}, ${s.expiresOn}, ${by.command})`.execute(tx)
  if (s.sample.corrections.length === 0) return
  await sql`insert into reading_correction
      (realm, sample_id, ordinal, unit_id, account_id, path, read_value, right_value, starts_at, ends_at, at, command_id)
    select ${realm}, ${by.command}, c.ordinality, ${s.unit}, ${account}, c.value->>'path', c.value->'read', c.value->'right',
      (c.value->'taken'->>'start')::int, (c.value->'taken'->>'end')::int, ${by.now}, ${by.command}
    from jsonb_array_elements(${JSON.stringify(s.sample.corrections)}::jsonb) with ordinality c`.execute(tx)
}

export type KeptSample = {
  readonly document: DocumentId
  readonly text: string
  readonly gold: GoldDocument
  readonly confirmed: boolean
  readonly at: Date
  /** How many there are in all. */
  readonly total: number
}

/**
 * The samples of the unit whose letters stand in a register, oldest first, so that a letter keeps its number from one
 * export to the next. Row-level security shows them to the unit's administrators alone.
 */
export async function samplesOf(tx: Tx, unit: UnitId, limit: number): Promise<KeptSample[]> {
  const { rows } = await sql<KeptSample>`
    select s.document_id as document, s.text, s.gold, s.confirmed, s.at, count(*) over ()::int as total from reading_sample s
    where s.unit_id = ${unit} and exists (select from register_entry e where e.document_id = s.document_id and e.cancelled_at is null)
    order by s.at, s.id limit ${limit}`.execute(tx)
  return rows
}

export type CorrectedField = { readonly path: string; readonly times: number }

/**
 * Which fields the clerks had to correct, most often first, the places of clauses put together; and for how many days the
 * unit keeps what they corrected.
 */
export async function correctionsKept(tx: Tx, unit: UnitId): Promise<{ corrected: CorrectedField[]; days: number }> {
  const { corrected, settings } = await together(tx, {
    corrected: sql<CorrectedField>`
      select regexp_replace(path, '\\.[0-9]+', '') as path, count(*)::int as times from reading_correction
      where unit_id = ${unit} group by 1 order by 2 desc, 1`,
    settings: settingsOfDays(unit),
  })
  return { corrected, days: daysIn(settings) }
}

/** Forgets samples past their day, with their corrections; a job calls it as the owner. */
export async function forgetExpiredSamples(tx: Tx, today: PlainDate): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`delete from reading_sample where expires_on < ${today} returning id`.execute(tx)
  return rows.length
}
