import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { letterNumber } from './my-work.sql.ts'

/** A paper of the citation graph; `held` is false for a gap: cited, but nobody here has its text. */
export type Paper = {
  readonly id: DocumentId
  readonly held: boolean
  readonly number: string
  readonly docType: string | null
  readonly issuer: string
  readonly issuedOn: PlainDate | null
  readonly subject: string
}
export type PaperLink = { readonly from: DocumentId; readonly to: DocumentId; readonly kind: string }

/** The papers around a letter, both ways along the citations, at most `reach` steps and 200 papers away. */
export async function papersAround(
  tx: Tx,
  id: DocumentId,
  reach = 8,
): Promise<{ papers: Paper[]; links: PaperLink[] }> {
  const { rows } = await sql<{
    id: string
    held: boolean
    number: string | null
    symbol: string | null
    regime: string | null
    doc_type: string | null
    issuer: string
    issued_on: string | null
    subject: string
    links: PaperLink[] | null
  }>`
    with recursive around(id, step) as (
      select ${id}::uuid, 0
      union
      select case when c.document_id = around.id then c.cited_id else c.document_id end, around.step + 1
      from around join citation c on c.document_id = around.id or c.cited_id = around.id
      where around.step < ${reach}),
    near as (select id, min(step) as step from around group by id order by 2 limit 200)
    select d.id, d.held, d.number, d.symbol, d.regime, d.doc_type, d.issuer, d.issued_on, d.subject,
      (select jsonb_agg(jsonb_build_object('from', c.document_id, 'to', c.cited_id, 'kind', c.kind) order by c.ordinal)
       from citation c where c.document_id = d.id and c.cited_id in (select id from near)) as links
    from near join document d on d.id = near.id order by d.issued_on nulls first, d.number`.execute(tx)
  return {
    papers: rows.map(row => ({
      id: row.id as DocumentId,
      held: row.held,
      number: letterNumber(row),
      docType: row.doc_type,
      issuer: row.issuer,
      issuedOn: row.issued_on as PlainDate | null,
      subject: row.subject,
    })),
    links: rows.flatMap(row => row.links ?? []),
  }
}

/** A clause of another letter. */
export type ClauseLink = {
  readonly document: DocumentId
  readonly number: string
  readonly ordinal: number
  readonly label: string
}

/** A clause with what became of it over the whole thread: the tasks it made here and in the letters that carry it on. */
export type ClauseThread = {
  readonly ordinal: number
  readonly label: string
  readonly text: string
  readonly force: string | null
  readonly rhythm: string
  readonly dueOn: PlainDate | null
  readonly dueText: string | null
  readonly recurrence: unknown
  readonly confirmed: boolean
  readonly asks: readonly {
    readonly phrase: string
    readonly role: string
    readonly force: string | null
    readonly act: string | null
    readonly chain: number | null
    readonly sentence: string
  }[]
  /** Clauses of other letters that carry this one on, with the letter that holds them. */
  readonly carriedOnBy: readonly ClauseLink[]
  /** Clauses that this one carries on. */
  readonly carriesOn: readonly ClauseLink[]
  readonly tasks: number
  readonly taken: number
  /** Whether it is a task of the unit that reads. */
  readonly mine: boolean
  readonly units: readonly {
    readonly unit: UnitId
    readonly name: string
    readonly role: string
    readonly state: string
  }[]
}

/** More units than this are counted, not named. */
export const UNITS_NAMED = 40

const LINKED = sql`jsonb_build_object('document', c2.document_id, 'ordinal', c2.ordinal, 'label', c2.label,
  'number', d2.number, 'symbol', d2.symbol, 'regime', d2.regime)`

/** The clauses of a letter, each with its asks, its links to other letters' clauses and the units at work on it (`UNITS_NAMED` at most). */
export const clauseRows = (id: DocumentId, unit: UnitId) => sql<ClauseRow>`
    select c.ordinal, c.label, c.text, c.force, c.rhythm, c.due_on as "dueOn", c.due_text as "dueText", c.recurrence,
      c.confirmed_at is not null as confirmed,
      coalesce((select jsonb_agg(jsonb_build_object('phrase', a.phrase, 'role', a.role, 'force', a.force, 'act', a.act, 'chain', a.chain, 'sentence', a.sentence) order by a.ordinal)
       from clause_ask a where a.document_id = c.document_id and a.clause_ordinal = c.ordinal), '[]') as asks,
      coalesce((select jsonb_agg(${LINKED}) from clause_source s join clause c2 on c2.document_id = s.document_id and c2.ordinal = s.clause_ordinal
         join document d2 on d2.id = c2.document_id
       where s.source_document_id = c.document_id and s.source_ordinal = c.ordinal), '[]') as "carriedOnBy",
      coalesce((select jsonb_agg(${LINKED}) from clause_source s join clause c2 on c2.document_id = s.source_document_id and c2.ordinal = s.source_ordinal
         join document d2 on d2.id = c2.document_id
       where s.document_id = c.document_id and s.clause_ordinal = c.ordinal), '[]') as "carriesOn",
      w.tasks, w.taken, w.mine, coalesce(n.units, '[]') as units
    from clause c left join lateral (
      select count(*) as tasks, count(*) filter (where t.state <> 'asked') as taken, coalesce(bool_or(t.unit_id = ${unit}), false) as mine
      from task t where t.document_id = c.document_id and t.clause_ordinal = c.ordinal
        and t.unit_id not in (select y.unit_id from delivery y where y.document_id = ${id} and y.status = '02')) w on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('unit', u.id, 'name', u.name, 'role', t.role, 'state', t.state)) as units
      from (select * from task t where t.document_id = c.document_id and t.clause_ordinal = c.ordinal order by t.role, t.unit_id limit ${UNITS_NAMED}) t
        join unit u on u.id = t.unit_id) n on true
    where c.document_id = ${id} order by c.ordinal`

export const clauseFrom = (row: ClauseRow): ClauseThread => ({
  ...row,
  carriedOnBy: row.carriedOnBy.map(linkFrom),
  carriesOn: row.carriesOn.map(linkFrom),
})

type ClauseRow = Omit<ClauseThread, 'carriedOnBy' | 'carriesOn'> & {
  readonly carriedOnBy: readonly LinkRow[]
  readonly carriesOn: readonly LinkRow[]
}
type LinkRow = Omit<ClauseLink, 'number'> & Parameters<typeof letterNumber>[0]

const linkFrom = ({ symbol, regime, number, ...link }: LinkRow): ClauseLink => ({
  ...link,
  number: letterNumber({ number, symbol, regime }),
})
