import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'

/** A task of a letter whose day is over and that is not done. Standing tasks are never late. */
export type LateTask = {
  readonly unit: UnitId
  readonly unitName: string
  readonly clause: number
  readonly label: string
  readonly dueOn: PlainDate
  readonly state: string
}

/** The late tasks of one letter that the reader may see, by unit; one statement. */
export async function lateTasks(tx: Tx, document: DocumentId, today: PlainDate, limit: number): Promise<LateTask[]> {
  const { rows } = await sql<LateTask>`
    select t.unit_id as unit, u.name as "unitName", t.clause_ordinal as clause, c.label, coalesce(t.own_due_on, t.due_on) as "dueOn", t.state
    from task t join unit u on u.id = t.unit_id join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
    where t.document_id = ${document} and t.state <> 'done' and t.rhythm <> 'standing'
      and coalesce(t.own_due_on, t.due_on) < ${today}::date
    order by u.name_fold, u.id, t.clause_ordinal limit ${limit}`.execute(tx)
  return rows
}
