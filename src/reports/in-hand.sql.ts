import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { HandedItem, ListInHand } from '../dossiers/index.ts'
import { letterNumber } from './my-work.sql.ts'

/**
 * What an officer has in hand at a unit and hands over. Each source is one query that answers, in this order: number,
 * symbol, regime of a letter · label · subject · due day · link · key of the row. `part` and `dossier` go to the receiver
 * with the signature; the rest is what the receiver must know of. A room with open work of its own adds its line here and
 * its name `dossiers.hand-<name>` to the catalogues.
 */
type Of = Parameters<ListInHand>[1]
type Source = { readonly name: string; readonly of: (at: Of) => RawBuilder<unknown> }

const TASK_LINK = sql.raw(`'/tasks/' || t.document_id || '/' || t.clause_ordinal || '/' || t.unit_id`)
const LETTER_LINK = sql.raw(`'/letters/' || d.id`)

const IN_HAND: readonly Source[] = [
  {
    name: 'task',
    of: at => sql`select d.number, d.symbol, d.regime, c.label, coalesce(nullif(t.sentence, ''), c.text), coalesce(t.own_due_on, t.due_on), ${TASK_LINK},
        jsonb_build_object('document', t.document_id, 'clause', t.clause_ordinal)
      from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal join document d on d.id = t.document_id
      where t.unit_id = ${at.unit} and t.state <> 'done'`,
  },
  {
    name: 'part',
    of: at => sql`select d.number, d.symbol, d.regime, c.label, t.what, t.due_on, ${TASK_LINK},
        jsonb_build_object('document', t.document_id, 'clause', t.clause_ordinal, 'part', t.ordinal)
      from task_part t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal join document d on d.id = t.document_id
        join account a on a.person_id = t.to_person_id
      where a.id = ${at.giver} and t.unit_id = ${at.unit} and t.state <> 'done'`,
  },
  {
    name: 'letter-arrived',
    of: at => sql`select d.number, d.symbol, d.regime, d.issuer, d.subject, null::date, ${LETTER_LINK}, '{}'::jsonb
      from delivery y join document d on d.id = y.document_id where y.unit_id = ${at.unit} and y.status = '01'`,
  },
  {
    name: 'letter-incoming',
    of: at => sql`select d.number, d.symbol, d.regime, d.issuer, d.subject, i.due_on, ${LETTER_LINK}, '{}'::jsonb
      from incoming i join document d on d.id = i.document_id where i.unit_id = ${at.unit} and i.state <> 'handed_out'`,
  },
  {
    name: 'letter-draft',
    of: at => sql`select d.number, d.symbol, d.regime, '', d.subject, null::date, ${LETTER_LINK}, '{}'::jsonb
      from outgoing o join document d on d.id = o.document_id where o.unit_id = ${at.unit} and o.state <> 'issued'`,
  },
  {
    name: 'date-asked',
    of: at => sql`select d.number, d.symbol, d.regime, u.name, t.reason, t.proposed_on, ${TASK_LINK}, '{}'::jsonb
      from task_date_request t join document d on d.id = t.document_id join unit u on u.id = t.unit_id
      where t.answer is null and (t.unit_id = ${at.unit} or t.document_id in (select document_id from outgoing where unit_id = ${at.unit}))`,
  },
  {
    name: 'dossier',
    of: at => sql`select null, null, null, d.code || '/' || d.year, d.title, null::date, '/dossiers/' || d.id, jsonb_build_object('dossier', d.id)
      from dossier d where d.unit_id = ${at.unit} and d.keeper_id = ${at.giver} and d.state <> 'archived'`,
  },
  {
    name: 'list',
    of: at => sql`select null, null, null, l.year::text, count(*)::text, null::date, '/dossiers/lines?year=' || l.year, '{}'::jsonb
      from dossier_line l where l.unit_id = ${at.unit} and l.ended_at is null group by l.year`,
  },
  {
    name: 'advice',
    of: at => sql`select null, null, null, s.name, a.subject, a.due_on, '/advice/' || a.id, '{}'::jsonb
      from advice a join unit s on s.id = a.superior_id
      where (a.unit_id = ${at.unit} and a.state in ('draft', 'sent', 'returned')) or (a.superior_id = ${at.unit} and a.state = 'sent')`,
  },
  {
    name: 'opinion',
    of: at => sql`select null, null, null, s.name, a.subject, o.due_on, '/advice/' || a.id, '{}'::jsonb
      from advice_opinion o join advice a on a.id = o.advice_id join unit s on s.id = o.asked_by
      where o.unit_id = ${at.unit} and o.answered_at is null and a.state = 'sent'`,
  },
  {
    // Ended by an administrator of the unit; whoever takes over gets a grant of the own.
    name: 'grant',
    of: at => sql`select null, null, null, g.role, u.name, upper(g.during), null, jsonb_build_object('grant', g.id)
      from role_grant g join unit u on u.id = g.unit_id
      where g.account_id = ${at.giver} and g.unit_id = ${at.unit} and coalesce(upper(g.during) > app_as_of(), not isempty(g.during))`,
  },
  {
    name: 'token',
    of: at => sql`select null, null, null, '', n::text, null::date, null, '{}'::jsonb
      from (select tokens_handed_over(${at.handover}) as n) k where n > 0`,
  },
]

type Row = HandedItem & { number: string | null; symbol: string | null; regime: string | null }

/** Everything that the table knows, in one statement, in the order of the table and by date. */
export const listInHand: ListInHand = async (tx: Tx, at: Of) => {
  const found = sql.join(
    IN_HAND.map((source, n) => sql`select ${n}::int, ${source.name}::text, one.* from (${source.of(at)}) one`),
    sql` union all `,
  )
  const { rows } = await sql<Row>`
    with found (nth, kind, number, symbol, regime, label, subject, due_on, link, key) as (${found})
    select kind, number, symbol, regime, coalesce(label, '') as label, subject, due_on as "dueOn", link, key
    from found order by nth, due_on nulls last, number, subject`.execute(tx)
  return rows.map(({ number, symbol, regime, label, ...row }) => ({
    ...row,
    label: [letterNumber({ number, symbol, regime }), label].filter(Boolean).join(', '),
  }))
}
