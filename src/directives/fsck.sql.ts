import { sql } from 'kysely'
import { askAll, type Check, type Question } from '../access/index.ts'
import { fold } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { foldNumber, foldSymbol } from './identity.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    // A tracking book follows another register, so numbers between the printed ones may be missing there.
    name: 'directives.series-without-gaps',
    read: 'register_entry',
    broken: sql`
      select b.name || ' ' || s.period_key || ' ' || s.type_key as sample
      from register_series s join register_book b on b.id = s.book_id
        left join lateral (select count(*) as entries, max(e.number) as last from (
            select book_id, period_key, type_key, number from register_entry
            union all select book_id, period_key, type_key, number from letter_copy) e
          where e.book_id = s.book_id and e.period_key = s.period_key and e.type_key = s.type_key and e.number >= b.first_number) e on true
      where coalesce(e.last, b.first_number - 1) <> greatest(s.last_number, b.first_number - 1)
         or ((b.direction in ('incoming', 'copies') or b.official) and e.entries <> greatest(s.last_number, b.first_number - 1) - b.first_number + 1)
      union all select 'no series: ' || e.book_id::text from register_entry e left join register_series s using (book_id, period_key, type_key)
      where s.book_id is null`,
  },
  {
    name: 'directives.numbered-once',
    read: 'register_entry',
    broken: sql`
      select min(e.number::text) as sample from register_entry e where e.cancelled_at is null group by e.book_id, e.document_id having count(*) > 1
      union all select d.number from outgoing o join document d on d.id = o.document_id
      where o.state in ('numbered', 'issued') and not exists (select from register_entry e join register_book b on b.id = e.book_id
        where e.document_id = o.document_id and b.unit_id = o.unit_id and b.direction = 'outgoing' and e.cancelled_at is null)
      union all select i.document_id::text from incoming i where not exists (select from register_entry e join register_book b on b.id = e.book_id
        where e.document_id = i.document_id and b.unit_id = i.unit_id and b.direction = 'incoming')`,
  },
  {
    name: 'directives.nothing-unsigned-delivered',
    read: 'delivery',
    broken: sql`
      select d.document_id::text as sample from (select document_id from delivery union select document_id from delivery_person) d
      where not exists (select from outgoing o where o.document_id = d.document_id and o.state = 'issued' and o.signed_by is not null)`,
  },
  {
    name: 'directives.issued-reaches-somebody',
    read: 'outgoing',
    broken: sql`
      select o.document_id::text as sample from outgoing o where o.state = 'issued'
        and not exists (select from delivery d where d.document_id = o.document_id)
        and not exists (select from delivery_person d where d.document_id = o.document_id)`,
  },
  {
    name: 'directives.task-was-addressed',
    read: 'task',
    broken: sql`
      select t.document_id::text || ' ' || t.clause_ordinal || ' ' || t.unit_id::text as sample
      from task t left join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
      where c.document_id is null or c.confirmed_at is null
        or not (exists (select from delivery d where d.document_id = t.document_id and d.unit_id = t.unit_id)
             or exists (select from incoming i where i.document_id = t.document_id and i.unit_id = t.unit_id))`,
  },
  {
    name: 'directives.thread-equals-forwards',
    read: 'document_thread',
    broken: sql`
      with recursive issued as (select document_id, forwards_id from outgoing where state = 'issued'),
      roots as (select document_id as id from issued union select forwards_id from issued where forwards_id is not null),
      walk (root_id, document_id, depth) as (
        select id, id, 0 from roots
        union all
        select w.root_id, i.document_id, w.depth + 1 from walk w join issued i on i.forwards_id = w.document_id where w.depth < 64),
      kept as (select root_id, document_id, depth::integer from document_thread)
      select 'missing ' || m::text as sample from (select * from walk except select * from kept) m
      union all select 'extra ' || x::text from (select * from kept except select * from walk) x`,
  },
  {
    name: 'directives.clauses-inherit-from-the-parent',
    read: 'clause_source',
    broken: sql`
      select s.document_id::text as sample from clause_source s
      where not exists (select from outgoing o where o.document_id = s.document_id and o.forwards_id = s.source_document_id)`,
  },
  {
    name: 'directives.gap-is-cited',
    read: 'document',
    broken: sql`
      select d.id::text as sample from document d
      where not d.held and not exists (select from citation c where d.id in (c.cited_id, c.document_id))`,
  },
  {
    name: 'directives.no-near-duplicates',
    read: 'document',
    broken: sql`
      select a.number || ' ' || coalesce(a.symbol, '') || ' / ' || coalesce(b.symbol, '') as sample
      from document a join document b on b.number = a.number and b.issued_on = a.issued_on and b.id > a.id and b.held
        and (b.issuer_fold = a.issuer_fold or b.issuer_unit_id = a.issuer_unit_id or b.symbol_fold = a.symbol_fold)
      where a.held and a.number is not null
        and not (a.issuer_unit_id is not null and b.issuer_unit_id is not null and a.issuer_unit_id <> b.issuer_unit_id)
        and (b.symbol_fold = a.symbol_fold or similarity(a.symbol_fold, b.symbol_fold) > 0.3)
        and not exists (select from document_decision x where not x.same
          and ((x.document_id = a.id and x.other_id = b.id) or (x.document_id = b.id and x.other_id = a.id)))`,
  },
]

/** Every invariant of the registers, deliveries and tasks, over the whole database: run it as the owner. */
export async function fsckDirectives(tx: Tx): Promise<Check[]> {
  return [...(await askAll(tx, QUESTIONS)), await foldedKeys(tx)]
}

/** The folded keys are made by a rule in TypeScript, so the same rule looks at them again. */
async function foldedKeys(tx: Tx): Promise<Check> {
  const { rows } = await sql<{
    id: string
    issuer: string
    issuer_fold: string
    number: string | null
    symbol: string | null
    symbol_fold: string | null
  }>`
    select id, issuer, issuer_fold, number, symbol, symbol_fold from document`.execute(tx)
  const wrong = rows.filter(
    row =>
      row.issuer_fold !== fold(row.issuer) ||
      (row.number !== null && row.number !== foldNumber(row.number)) ||
      row.symbol_fold !== (row.symbol === null ? null : foldSymbol(row.symbol)),
  )
  return {
    name: 'directives.folded-keys',
    rows: rows.length,
    violations: wrong.length,
    ...(wrong[0] ? { sample: wrong[0].id } : {}),
  }
}
