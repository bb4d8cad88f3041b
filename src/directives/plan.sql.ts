import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Force, Rhythm } from './types.ts'

/** A clause of a directive as the unit that plans has it: what is asked, who was charged with it here, and by when. */
export type PlannedClause = {
  readonly ordinal: number
  readonly text: string
  readonly force: Force | null
  readonly rhythm: Rhythm
  readonly due_on: PlainDate | null
  readonly due_text: string | null
  readonly recurrence: unknown
  readonly own_due_on: PlainDate | null
  readonly mine: boolean
  /** Whom the unit gave parts of it to, else whom the leader's note charged. */
  readonly lead: readonly string[]
  readonly with: readonly string[]
}

export async function plannedClauses(tx: Tx, document: DocumentId, unit: UnitId): Promise<PlannedClause[]> {
  const { rows } = await sql<PlannedClause>`
    select c.ordinal, c.text, c.force, coalesce(t.rhythm, c.rhythm) as rhythm, coalesce(t.due_on, c.due_on) as due_on,
      coalesce(t.due_text, c.due_text) as due_text, coalesce(t.recurrence, c.recurrence) as recurrence, t.own_due_on,
      t.unit_id is not null as mine,
      coalesce((select json_agg(distinct coalesce(u.name, h.name)) from task_part p
          left join unit u on u.id = p.to_unit_id left join person h on h.id = p.to_person_id
        where p.document_id = c.document_id and p.clause_ordinal = c.ordinal and p.unit_id = ${unit}),
        (select json_build_array(coalesce(u.name, h.name)) from incoming i
          left join unit u on u.id = i.lead_unit_id left join person h on h.id = i.lead_person_id
        where i.document_id = c.document_id and i.unit_id = ${unit} and coalesce(u.name, h.name) is not null), '[]') as lead,
      coalesce((select json_agg(u.name order by u.name) from incoming i join unit u on u.id = any(i.with_unit_ids)
        where i.document_id = c.document_id and i.unit_id = ${unit}), '[]') as "with"
    from clause c left join task t on t.document_id = c.document_id and t.clause_ordinal = c.ordinal and t.unit_id = ${unit}
    where c.document_id = ${document} order by c.ordinal`.execute(tx)
  return rows
}
