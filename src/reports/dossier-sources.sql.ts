import { sql, type RawBuilder } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Gather, Paper } from '../dossiers/index.ts'
import { letterNumber } from './my-work.sql.ts'

/**
 * What a file of work gathers by itself. Each source is one query over the directive `of.document` and the unit `of.unit`
 * that answers, in this order: id · whose files it has (an owner in file_use) · number, symbol, regime · day · author ·
 * subject · link. A room that has something to say about a directive adds its line here, and its name
 * `dossiers.source-<name>` to the catalogues. The earlier source wins where two bring the same letter.
 */
type Of = { readonly unit: UnitId; readonly document: DocumentId }
type Source = { readonly name: string; readonly of: (at: Of) => RawBuilder<unknown> }

const LETTER = sql.raw(
  `d.id::text, d.id, d.number, d.symbol, d.regime, d.issued_on, d.issuer, d.subject, '/letters/' || d.id`,
)

export const SOURCES: readonly Source[] = [
  { name: 'directive', of: at => sql`select ${LETTER} from document d where d.id = ${at.document}` },
  {
    // The letters that this one passes on, up to the first of the thread.
    name: 'above',
    of: at => sql`select ${LETTER} from document_thread t join document d on d.id = t.root_id
      where t.document_id = ${at.document} and t.root_id <> ${at.document}`,
  },
  {
    name: 'cited',
    of: at => sql`select ${LETTER} from citation c join document d on d.id = c.cited_id
      where c.document_id = ${at.document} and d.held`,
  },
  {
    name: 'note',
    of: at => sql`select 'note', null::uuid, null, null, null, (i.noted_at at time zone 'Asia/Ho_Chi_Minh')::date, actor_name(i.noted_by),
        coalesce(i.note, ''), '/letters/' || i.document_id
      from incoming i where i.document_id = ${at.document} and i.unit_id = ${at.unit} and i.noted_at is not null`,
  },
  {
    name: 'covering',
    of: at => sql`select ${LETTER} from outgoing o join document d on d.id = o.document_id
      where o.forwards_id = ${at.document} and o.unit_id = ${at.unit} and o.state = 'issued'`,
  },
  {
    // The unit's own letters that stand on the directive: its implementing letter, its answers, its reports on paper.
    name: 'own-letter',
    of: at => sql`select ${LETTER} from citation c join outgoing o on o.document_id = c.document_id and o.state = 'issued' and o.unit_id = ${at.unit}
        join document d on d.id = o.document_id
      where c.cited_id = ${at.document} and o.forwards_id is distinct from ${at.document}::uuid`,
  },
  {
    name: 'task',
    of: at => sql`select t.clause_ordinal::text, null::uuid, null, null, null,
        (coalesce(t.done_at, t.taken_at) at time zone 'Asia/Ho_Chi_Minh')::date, u.name,
        concat_ws(' – ', concat_ws('. ', nullif(c.label, ''), coalesce(nullif(t.sentence, ''), c.text)), t.done_note),
        '/tasks/' || t.document_id || '/' || t.clause_ordinal || '/' || t.unit_id
      from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal join unit u on u.id = t.unit_id
      where t.document_id = ${at.document} and t.unit_id = ${at.unit} and t.state <> 'asked'`,
  },
  {
    name: 'evidence-letter',
    of: at => sql`select ${LETTER} from task_evidence e join document d on d.id = e.evidence_id
      where e.document_id = ${at.document} and e.unit_id = ${at.unit} and e.kind = 'letter' and e.ended_at is null`,
  },
  {
    // Letters with which the unit carries the directive on that exist outside; one that is held here comes as itself.
    name: 'implementing',
    of: at => sql`select coalesce(l.letter_id, l.id)::text, coalesce(l.letter_id, l.id), l.printed, null, null, l.issued_on, u.name, l.subject,
        '/letters/' || coalesce(l.letter_id, l.document_id)
      from implementing_letter l join unit u on u.id = l.unit_id
      where l.document_id = ${at.document} and l.unit_id = ${at.unit} and l.withdrawn_at is null`,
  },
  {
    // Also sessions that nobody gave as evidence of a task: what was studied belongs to the file of the letter.
    name: 'evidence-session',
    of: at => sql`select s.id::text, s.id, null, null, null, (lower(s.during) at time zone 'Asia/Ho_Chi_Minh')::date, u.name,
        concat_ws(', ', s.place, (select sum(a.present + a.caught_up) || '/' || sum(a.called) from study_attendance a
          where a.realm = s.realm and a.session_id = s.id and not a.withdrawn)),
        '/letters/' || s.document_id || '/study/sessions/' || s.id
      from study_session s join unit u on u.id = s.unit_id
      where s.withdrawn_at is null and ((s.document_id = ${at.document} and s.unit_id = ${at.unit}) or s.id in (select e.evidence_id
        from task_evidence e where e.document_id = ${at.document} and e.unit_id = ${at.unit} and e.kind = 'session' and e.ended_at is null))`,
  },
  {
    name: 'evidence-activity',
    of: at => sql`select a.id::text, a.id, null, null, null, a.until_on, u.name, a.title, '/activities/' || a.id
      from activity a join unit u on u.id = a.unit_id
      where a.state = 'held' and a.id in (select e.evidence_id from task_evidence e
        where e.document_id = ${at.document} and e.unit_id = ${at.unit} and e.kind = 'activity' and e.ended_at is null)`,
  },
  {
    // Letters that urged the unit, and those with which it urged others; a draft is in nobody's file.
    name: 'urging-letter',
    // Who was urged reads the log and not the list of all who were urged.
    of: at => sql`select ${LETTER} from document d where d.id in (
        select g.letter_id from urging_letter g join outgoing o on o.document_id = g.letter_id and o.state = 'issued'
          where g.document_id = ${at.document} and g.by_unit_id = ${at.unit}
        union select g.about::uuid from urging g where g.document_id = ${at.document} and g.unit_id = ${at.unit} and g.step = 'letter')`,
  },
  {
    // The unit's own reports on the directive or what passes it on, and those that it accepted; a version that was returned stays out, the one after it is here.
    name: 'report',
    of: at => sql`select r.id::text, r.id, d.number, d.symbol, d.regime, (r.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date, u.name,
        concat_ws('/', r.period_key, nullif(r.revision, 1)), '/reports/' || r.id
      from report r join unit u on u.id = r.unit_id left join document d on d.id = r.letter_id
      where r.document_id in (select t.document_id from document_thread t where t.root_id = ${at.document} union select ${at.document}::uuid)
        and ((r.unit_id = ${at.unit} and r.state in ('submitted', 'accepted'))
        or (r.to_unit_id = ${at.unit} and r.state = 'accepted'))`,
  },
  {
    name: 'date-request',
    of: at => sql`select r.clause_ordinal || '.' || r.ordinal, null::uuid, null, null, null, (r.asked_at at time zone 'Asia/Ho_Chi_Minh')::date,
        u.name, concat_ws(' – ', to_char(r.proposed_on, 'DD/MM/YYYY'), r.reason, r.answer_note), '/tasks/' || r.document_id || '/' || r.clause_ordinal || '/' || r.unit_id
      from task_date_request r join unit u on u.id = r.unit_id where r.document_id = ${at.document} and r.unit_id = ${at.unit}`,
  },
  {
    name: 'advice',
    of: at => sql`select a.id::text, a.id, a.decision_number, null, null, coalesce(a.decided_on, a.sent_on), s.name, a.subject, '/advice/' || a.id
      from advice a join unit s on s.id = a.superior_id
      where a.document_id = ${at.document} and a.unit_id = ${at.unit} and a.sent_at is not null and a.state <> 'withdrawn'`,
  },
]

type Row = Omit<Paper, 'number' | 'pages'> & { number: string | null; symbol: string | null; regime: string | null }

/** Everything that the table of sources knows of a directive at a unit, in one statement, in the order of the table. */
export const gatherDossier: Gather = async (tx: Tx, at: Of) => {
  const found = sql.join(
    SOURCES.map((source, n) => sql`select ${n}::int, ${source.name}::text, one.* from (${source.of(at)}) one`),
    sql` union all `,
  )
  const { rows } = await sql<Row>`
    with found (nth, source, id, owner, number, symbol, regime, dated, author, subject, link) as (${found})
    select f.source, f.id, f.number, f.symbol, f.regime, f.dated, coalesce(f.author, '') as author, f.subject, f.link,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.at, u.name)
        from (select distinct on (sha256) id, name, at from file_use where owner_id = f.owner and ended_at is null order by sha256, at) u), '[]') as files
    from found f order by f.nth, f.dated nulls last, f.id`.execute(tx)
  return rows.map(({ number, symbol, regime, ...row }) => ({
    ...row,
    number: letterNumber({ number, symbol, regime }),
    pages: null,
  }))
}
