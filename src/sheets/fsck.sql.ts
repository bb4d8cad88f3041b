import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'sheets.what-a-return-made-is-there',
    read: 'sheet_entry',
    broken: sql`
      select e.return_id::text || ' ' || e.ordinal as sample from sheet_entry e join sheet_form f on f.id = e.form_id
      where (e.kind = 'sessions' and not exists (select from study_session s where s.id = e.thing_id and s.unit_id = e.unit_id and s.document_id = f.document_id))
        or (e.kind = 'activities' and not exists (select from activity a where a.id = e.thing_id and a.unit_id = e.unit_id))`,
  },
  {
    name: 'sheets.returns-count-what-they-recorded',
    read: 'sheet_return',
    broken: sql`
      select r.id::text as sample from sheet_return r
      where r.recorded + r.replaced <> (select count(*) from sheet_entry e where e.realm = r.realm and e.return_id = r.id)`,
  },
  {
    name: 'sheets.one-thing-under-one-key',
    read: 'sheet_entry',
    broken: sql`
      select thing_id::text as sample from sheet_entry where thing_id is not null
      group by thing_id having count(distinct (form_id, kind)) > 1`,
  },
]

/** Every invariant of forms and returns, over the whole database: run it as the owner. */
export const fsckSheets = (tx: Tx) => askAll(tx, QUESTIONS)
