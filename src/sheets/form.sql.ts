import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { AreaId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { BRANCHING } from '../org/index.ts'
import type { Entry, FormLayout, Recorded, SheetForm, SheetFormId } from './types.ts'

/**
 * Whether one of these units stands above the unit in some line, or is it; and whether one issued or follows the letter. A
 * standing organ stands where the body stands whose organ it is: a committee's board sends its forms and takes them back.
 */
export async function standingTo(
  tx: Tx,
  q: { unit: UnitId; document: DocumentId | null; held: readonly UnitId[]; today: PlainDate },
): Promise<{ readonly above: boolean; readonly issues: boolean }> {
  const held = sql`${[...q.held]}::uuid[]`
  const { rows } = await sql<{ above: boolean; issues: boolean }>`
    with thread as (select ${q.document}::uuid as id union select root_id from document_thread where document_id = ${q.document}::uuid),
    standing as (select unnest(${held}) as id union select b.id from unit me
      join unnest(${[...BRANCHING.organs]}::text[], ${[...BRANCHING.bodies]}::text[]) o (organ, body) on o.organ = me.kind
      join unit b on b.area_id = me.area_id and b.kind = o.body and b.during @> ${q.today}::date where me.id = any(${held}))
    select exists (select from unit_path where descendant_id = ${q.unit} and ancestor_id in (select id from standing) and during @> ${q.today}::date) as above,
      exists (select from outgoing where document_id in (select id from thread) and unit_id = any(${held}))
      or exists (select from document_follower where document_id in (select id from thread) and unit_id = any(${held})) as issues`.execute(
    tx,
  )
  return rows[0]!
}

export type FormParts = {
  readonly unitName: string
  readonly area: AreaId
  readonly issuer: string
  readonly tasks: readonly {
    readonly clause: number
    readonly label: string
    readonly sentence: string
    readonly rhythm: string
    readonly dueOn: PlainDate | null
    readonly dueText: string | null
    readonly state: string
  }[]
  readonly roll: FormLayout['roll']
  readonly indicators: readonly string[]
}

/** What a form shows of a unit and a letter; null when the reader may not see the unit. One statement. */
export async function formParts(tx: Tx, at: { unit: UnitId; document: DocumentId }): Promise<FormParts | null> {
  const { rows } = await sql<{
    unitName: string
    area: AreaId
    issuer: string | null
    tasks: FormParts['tasks'] | null
    roll: FormParts['roll'] | null
    indicators: string[] | null
  }>`
    select u.name as "unitName", u.area_id as area, (select issuer from document where id = ${at.document}) as issuer,
      (select jsonb_agg(jsonb_build_object('clause', t.clause_ordinal, 'label', c.label, 'sentence', coalesce(nullif(t.sentence, ''), c.text),
          'rhythm', t.rhythm, 'dueOn', coalesce(t.own_due_on, t.due_on), 'dueText', t.due_text, 'state', t.state) order by t.clause_ordinal)
       from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
       where t.document_id = ${at.document} and t.unit_id = u.id) as tasks,
      (select jsonb_agg(jsonb_build_object('branch', r.branch_id, 'audience', r.audience, 'people', r.people) order by r.branch_id, r.audience)
       from study_roll r where r.document_id = ${at.document} and r.unit_id = u.id) as roll,
      (select jsonb_agg(key order by ordinal) from indicator where counted = 'activity') as indicators
    from unit u where u.id = ${at.unit}`.execute(tx)
  const row = rows[0]
  return row
    ? {
        ...row,
        issuer: row.issuer ?? '',
        tasks: row.tasks ?? [],
        roll: row.roll ?? [],
        indicators: row.indicators ?? [],
      }
    : null
}

export const insertForm = (tx: Tx, by: Acting, form: Omit<SheetForm, 'realm'> & { readonly period: string }) =>
  sql`insert into sheet_form (realm, id, code, unit_id, document_id, period_key, layout, structure_hash, made_by_unit_id, made_by, made_at, command_id)
    values (${by.actor.realm}, ${form.id}, ${form.code}, ${form.unit}, ${form.document}, ${form.period}, ${JSON.stringify(form.layout)}::jsonb,
      ${form.structureHash}, ${form.madeByUnit}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

const FORM = sql`f.id, f.realm, f.code, f.unit_id as unit, f.document_id as document, f.made_by_unit_id as "madeByUnit",
  f.structure_hash as "structureHash", f.layout`

/** A form, where the reader may see it. */
export async function formById(tx: Tx, id: SheetFormId): Promise<SheetForm | null> {
  const { rows } = await sql<SheetForm>`select ${FORM} from sheet_form f where f.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** The form of a code, held until the transaction ends: two imports of one form come one after the other. */
export async function lockFormByCode(tx: Tx, code: string): Promise<SheetForm | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sheet_form ${code}`}, 0))`.execute(tx)
  const { rows } = await sql<SheetForm>`select ${FORM} from form_of_code(${code}) f`.execute(tx)
  return rows[0] ?? null
}

/** What earlier returns of the form recorded last under each key, and whether this very file came before. */
export async function recordedOf(
  tx: Tx,
  form: SheetForm,
  sha256: Buffer,
): Promise<{ readonly recorded: readonly Recorded[]; readonly seen: boolean }> {
  const { rows } = await sql<{ recorded: Recorded[] | null; seen: boolean }>`
    select exists (select from sheet_return where form_id = ${form.id} and sha256 = ${sha256}) as seen,
      (select jsonb_agg(jsonb_build_object('kind', kind, 'key', key, 'fill', fill, 'thing', thing_id))
       from (select distinct on (kind, key) kind, key, fill, thing_id from sheet_entry where form_id = ${form.id}
         order by kind, key, at desc) last) as recorded`.execute(tx)
  return { seen: rows[0]!.seen, recorded: rows[0]!.recorded ?? [] }
}

/** Where things stand that the workbook may change: versions of tasks, sessions and activities, null where withdrawn. */
export async function standNow(
  tx: Tx,
  form: SheetForm,
  things: readonly string[],
): Promise<{
  tasks: ReadonlyMap<number, { state: string; version: number }>
  things: ReadonlyMap<string, number | null>
}> {
  const { rows } = await sql<{
    tasks: { clause: number; state: string; version: number }[] | null
    things: { id: string; version: number | null }[] | null
  }>`
    select (select jsonb_agg(jsonb_build_object('clause', clause_ordinal, 'state', state, 'version', version))
        from task where document_id = ${form.document} and unit_id = ${form.unit}) as tasks,
      (select jsonb_agg(jsonb_build_object('id', id, 'version', version)) from (
         select id, case when withdrawn_at is null then version end as version from study_session where id = any(${[...things]}::uuid[])
         union all select id, case when state <> 'withdrawn' then version end from activity where id = any(${[...things]}::uuid[])) made) as things`.execute(
    tx,
  )
  const row = rows[0]!
  return {
    tasks: new Map((row.tasks ?? []).map(task => [task.clause, task])),
    things: new Map((row.things ?? []).map(thing => [thing.id, thing.version])),
  }
}

export type NewReturn = {
  readonly id: string
  readonly form: SheetForm
  readonly sha256: Buffer
  readonly recorded: number
  readonly replaced: number
  readonly entries: readonly (Pick<Entry, 'kind' | 'key' | 'fill'> & { readonly thing: string | null })[]
}

/** The return and what it recorded, in one statement. */
export const insertReturn = (tx: Tx, by: Acting, made: NewReturn) =>
  sql`with back as (
      insert into sheet_return (realm, id, form_id, unit_id, sha256, at, account_id, by_unit_id, recorded, replaced, command_id)
      values (${made.form.realm}, ${made.id}, ${made.form.id}, ${made.form.unit}, ${made.sha256}, ${by.now}, ${by.actor.account},
        ${by.actor.unit}, ${made.recorded}, ${made.replaced}, ${by.command}))
    insert into sheet_entry (realm, return_id, ordinal, form_id, unit_id, kind, key, fill, thing_id, at)
    select ${made.form.realm}, ${made.id}, n.ordinal, ${made.form.id}, ${made.form.unit}, n.kind, n.key, n.fill, n.thing, ${by.now}
    from jsonb_to_recordset(${JSON.stringify(made.entries.map((entry, at) => ({ ...entry, ordinal: at + 1 })))}::jsonb)
      as n(ordinal integer, kind text, key text, fill jsonb, thing uuid)`.execute(tx)

export const savepoint = (tx: Tx, name: string) => sql`savepoint ${sql.raw(name)}`.execute(tx)
export const backTo = (tx: Tx, name: string) => sql`rollback to savepoint ${sql.raw(name)}`.execute(tx)

/** A form given out, as lists show it. */
export type FormLine = {
  readonly id: SheetFormId
  readonly code: string
  readonly unit: UnitId
  readonly unitName: string
  readonly document: DocumentId
  readonly period: string
  readonly madeAt: Date
  readonly returns: number
  readonly lastAt: Date | null
}

const LINES = (document: DocumentId | null, limit: number) => sql`
  select f.id, f.code, f.unit_id as unit, u.name as "unitName", f.document_id as document, f.period_key as period, f.made_at as "madeAt",
    (select count(*)::int from sheet_return r where r.form_id = f.id) as returns,
    (select max(r.at) from sheet_return r where r.form_id = f.id) as "lastAt"
  from sheet_form f join unit u on u.id = f.unit_id
  where ${document}::uuid is null or f.document_id = ${document}::uuid order by f.made_at desc, f.id limit ${limit}`

/** Forms that the reader may see, newest first; of one letter, or all. */
export async function formsOf(tx: Tx, document: DocumentId | null, limit: number): Promise<FormLine[]> {
  const { rows } = await sql<FormLine>`${LINES(document, limit)}`.execute(tx)
  return rows
}

/** The forms of a letter, and the units that received it, to choose whom another is for; one statement. */
export async function formDesk(
  tx: Tx,
  document: DocumentId,
  limit: number,
): Promise<{ readonly forms: readonly FormLine[]; readonly units: readonly { id: UnitId; name: string }[] }> {
  type Line = Omit<FormLine, 'madeAt' | 'lastAt'> & { madeAt: string; lastAt: string | null }
  const { rows } = await sql<{ forms: Line[] | null; units: { id: UnitId; name: string }[] | null }>`
    select (select jsonb_agg(to_jsonb(line) order by line."madeAt" desc, line.id) from (${LINES(document, limit)}) line) as forms,
      (select jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name_fold, id) from (
         select u.id, u.name, u.name_fold from delivery d join unit u on u.id = d.unit_id
         where d.document_id = ${document} and d.status <> '02' order by u.name_fold, u.id limit 2000) asked) as units`.execute(
    tx,
  )
  const { forms, units } = rows[0]!
  const dated = (line: Line): FormLine => ({
    ...line,
    madeAt: new Date(line.madeAt),
    lastAt: line.lastAt === null ? null : new Date(line.lastAt),
  })
  return { forms: (forms ?? []).map(dated), units: units ?? [] }
}
