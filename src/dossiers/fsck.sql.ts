import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'dossiers.closed-has-its-contents',
    read: 'dossier',
    broken: sql`
      select d.code as sample from dossier d where d.state <> 'open'
        and not exists (select from dossier_content c where c.realm = d.realm and c.dossier_id = d.id and c.edition = d.edition)`,
  },
  {
    name: 'dossiers.contents-without-gaps',
    read: 'dossier_content',
    broken: sql`
      select c.dossier_id::text || ' ' || c.edition as sample from dossier_content c
      group by c.realm, c.dossier_id, c.edition having max(c.ordinal) <> count(*)`,
  },
  {
    name: 'dossiers.two-persons-archive',
    read: 'dossier',
    broken: sql`select d.code as sample from dossier d where d.state = 'archived' and (d.archived_by = d.offered_by or d.archived_by is null)`,
  },
  {
    name: 'dossiers.code-of-its-list',
    read: 'dossier',
    broken: sql`
      select d.code as sample from dossier d left join dossier_line l on l.realm = d.realm and l.id = d.line_id
      where l.id is null or l.unit_id <> d.unit_id or l.year <> d.year or (d.code <> l.code and not starts_with(d.code, l.code || '.'))`,
  },
  {
    name: 'dossiers.handover-signed-by-both',
    read: 'handover',
    broken: sql`
      select h.id::text as sample from handover h
      where h.state = 'done' and (h.receiver_signed_at is null or (h.giver_signed_at is null and h.confirmed_by is null) or h.edition = 0)`,
  },
  {
    name: 'dossiers.nothing-left-with-the-giver',
    read: 'handover',
    broken: sql`
      select h.id::text as sample from handover h join handover_item i on i.handover_id = h.id and i.edition = h.edition and i.kind = 'part'
        join account a on a.id = h.giver_id
        join task_part p on p.document_id = (i.key ->> 'document')::uuid and p.clause_ordinal = (i.key ->> 'clause')::smallint
          and p.ordinal = (i.key ->> 'part')::smallint and p.unit_id = h.unit_id
      where h.state = 'done' and p.state <> 'done' and p.to_person_id = a.person_id and p.changed_at <= h.receiver_signed_at
      union all
      select h.id::text from handover h join handover_item i on i.handover_id = h.id and i.edition = h.edition and i.kind = 'dossier'
        join dossier d on d.id = (i.key ->> 'dossier')::uuid
      where h.state = 'done' and d.state <> 'archived' and d.keeper_id = h.giver_id and d.changed_at <= h.receiver_signed_at`,
  },
  {
    name: 'dossiers.handed-over-as-listed',
    read: 'handover',
    broken: sql`
      select h.id::text as sample from handover h
        left join handover_item i on (i.realm, i.handover_id, i.edition) = (h.realm, h.id, h.edition)
      where h.state = 'done' group by h.realm, h.id
      having h.parts_moved > count(*) filter (where i.kind = 'part') or h.dossiers_moved > count(*) filter (where i.kind = 'dossier')`,
  },
]

/** Every invariant of files and hand-overs, over the whole database: run it as the owner. */
export const fsckDossiers = (tx: Tx) => askAll(tx, QUESTIONS)
