import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, DocumentId, FileId, UnitId } from '../kernel/index.ts'
import { printedNumber, type Regime } from '../directives/index.ts'
import { resultLines, type ActivityLine } from './list.sql.ts'
import type { Figures } from './activity.sql.ts'
import type { ActivityId } from './types.ts'

/** A clause on the way up: the one that asked, and those that it carries on. */
export type ClauseStep = {
  readonly document: DocumentId
  readonly clause: number
  readonly label: string
  readonly letter: string
}

/** A task that the activity serves, or is meant to, with the way up to the letter that first asked. */
export type ServedTask = {
  readonly document: DocumentId
  readonly clause: number
  readonly unit: UnitId
  readonly unitName: string
  readonly sentence: string
  /** The task's own clause first, the letter at the top last. */
  readonly up: readonly ClauseStep[]
}

export type Amendment = {
  readonly why: string
  readonly at: string
  readonly who: string
  readonly before: Figures
  readonly after: Figures
}

export type ActivityView = Omit<ActivityLine, 'total' | 'amended'> & {
  readonly area: AreaId
  readonly note: string
  readonly version: number
  readonly withdrawnWhy: string | null
  readonly enteredBy: string
  readonly enteredAt: Date
  readonly changedBy: string
  readonly changedAt: Date
  readonly reported: boolean
  readonly with: readonly { readonly id: UnitId; readonly name: string }[]
  readonly files: readonly { readonly id: FileId; readonly name: string; readonly size: number }[]
  readonly serves: readonly ServedTask[]
  readonly amendments: readonly Amendment[]
}

type Step = Omit<ClauseStep, 'letter'> & { number: string | null; symbol: string | null; regime: Regime | null }
type Row = Omit<ActivityView, 'serves'> & { serves: (Omit<ServedTask, 'up'> & { up: Step[] | null })[] }

/** The activity where the reader may see it, with everything about it; one statement. */
export async function activityOf(tx: Tx, id: ActivityId): Promise<ActivityView | null> {
  const { rows } = await sql<Row>`
    with recursive served as (
      select e.document_id, e.clause_ordinal, e.unit_id from task_evidence e
      where e.kind = 'activity' and e.evidence_id = ${id} and e.ended_at is null
      union select p.document_id, p.clause_ordinal, p.unit_id from activity_task p where p.activity_id = ${id}),
    up(document_id, clause_ordinal, top_document, top_clause, depth) as (
      select distinct document_id, clause_ordinal, document_id, clause_ordinal, 0 from served
      union select up.document_id, up.clause_ordinal, s.source_document_id, s.source_ordinal, up.depth + 1
      from up join clause_source s on s.document_id = up.top_document and s.clause_ordinal = up.top_clause where up.depth < 16),
    ways as (
      select up.document_id, up.clause_ordinal, jsonb_agg(jsonb_build_object('document', up.top_document, 'clause', up.top_clause,
          'label', c.label, 'number', d.number, 'symbol', d.symbol, 'regime', d.regime) order by up.depth, up.top_clause) as way
      from up join clause c on c.document_id = up.top_document and c.ordinal = up.top_clause join document d on d.id = up.top_document
      group by 1, 2)
    select a.id, a.kind, a.title, a.state, a.from_on as "fromOn", a.until_on as "untilOn", a.place, a.area_id as area,
      area.name as "areaName", a.unit_id as unit, u.name as "unitName", a.people, a.person_times as "personTimes", a.note, a.version,
      a.withdrawn_why as "withdrawnWhy", coalesce(actor_name(a.entered_by), '–') as "enteredBy", a.entered_at as "enteredAt",
      coalesce(actor_name(a.changed_by), '–') as "changedBy", a.changed_at as "changedAt", activity_reported(a.id) as reported,
      ${resultLines} as results,
      coalesce((select jsonb_agg(jsonb_build_object('id', w.unit_id, 'name', wu.name) order by wu.name_fold)
        from activity_unit w join unit wu on wu.id = w.unit_id where w.activity_id = a.id and w.role = 'with'), '[]') as "with",
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', b.size) order by f.at, f.name)
        from file_use f join file b using (realm, sha256) where f.owner_id = a.id and f.ended_at is null), '[]') as files,
      coalesce((select jsonb_agg(jsonb_build_object('document', s.document_id, 'clause', s.clause_ordinal, 'unit', s.unit_id,
          'unitName', su.name, 'sentence', coalesce(nullif(t.sentence, ''), c.text, ''), 'up', ways.way)
          order by s.unit_id <> a.unit_id, su.name_fold, s.document_id, s.clause_ordinal)
        from served s join unit su on su.id = s.unit_id
          left join task t on t.document_id = s.document_id and t.clause_ordinal = s.clause_ordinal and t.unit_id = s.unit_id
          left join clause c on c.document_id = s.document_id and c.ordinal = s.clause_ordinal
          left join ways on ways.document_id = s.document_id and ways.clause_ordinal = s.clause_ordinal), '[]') as serves,
      coalesce((select jsonb_agg(jsonb_build_object('why', m.why, 'at', m.at, 'who', coalesce(actor_name(m.account_id), '–'),
          'before', m.before, 'after', m.after) order by m.ordinal)
        from activity_amendment m where m.activity_id = a.id), '[]') as amendments
    from activity a join unit u on u.id = a.unit_id join area on area.id = a.area_id where a.id = ${id}`.execute(tx)
  const row = rows[0]
  return row ? { ...row, serves: row.serves.map(task => ({ ...task, up: (task.up ?? []).map(named) })) } : null
}

const named = ({ number, symbol, regime, ...step }: Step): ClauseStep => ({
  ...step,
  letter: printedNumber(regime, number, symbol),
})
