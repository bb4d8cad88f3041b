import { sql } from 'kysely'
import { nameId } from '../src/org/index.ts'
import type { DocumentId } from '../src/kernel/index.ts'
import type { Country } from './world.ts'

export type Tree = { readonly root: DocumentId; readonly deliveries: number; readonly tasks: number }

/**
 * One letter, passed on through the whole country: to the provinces' committees, from each to the bodies of its
 * province and to the committees of its communes, from each body down its own line, from each commune's committee to
 * the bodies beside it. Written as rows, because playing it through commands would take longer than the bench.
 */
export async function plantTree(country: Country): Promise<Tree> {
  const root = nameId('bench/tree') as string as DocumentId
  const { now, today } = country.moment
  await country.db.own({ now, asOf: today }, async tx => {
    for (const statement of [...papers(root, country.unit('party_committee', country.home)), ...ISSUED, ...SENT])
      await sql.raw(statement).execute(tx)
  })
  // What the server's own housekeeping does a minute after so many rows have come.
  for (const table of [
    'document',
    'document_thread',
    'delivery',
    'task',
    'clause',
    'outgoing',
    'unit',
    'area',
    'unit_path',
  ])
    await sql.raw(`analyze ${table}`).execute(country.db.pool)
  const { rows } = await country.db.own({ now, asOf: today }, tx =>
    sql<{ deliveries: number; tasks: number }>`
    select (select count(*)::int from delivery) as deliveries, (select count(*)::int from task) as tasks`.execute(tx),
  )
  return { root, deliveries: rows[0]!.deliveries, tasks: rows[0]!.tasks }
}

/** Who issues which paper, and which one it passes on. */
const papers = (root: string, issuer: string): string[] => [
  `create table bench_paper (id uuid primary key, unit_id uuid not null, parent_id uuid, kind text, area_id text, realm smallint, level text)`,
  `insert into bench_paper select '${root}', id, null, kind, area_id, realm, 'root' from unit where id = '${issuer}'`,
  `insert into bench_paper select md5('paper' || u.id)::uuid, u.id, '${root}', u.kind, u.area_id, u.realm, 'province'
   from unit u join area a on a.id = u.area_id where a.level = 'province' and u.kind = 'party_committee'`,
  `insert into bench_paper select md5('paper' || u.id)::uuid, u.id, p.id, u.kind, u.area_id, u.realm, 'line'
   from bench_paper p join unit u on u.area_id = p.area_id and u.kind <> 'party_committee' where p.level = 'province'`,
  `insert into bench_paper select md5('paper' || u.id)::uuid, u.id, p.id, u.kind, u.area_id, u.realm, 'commune'
   from bench_paper p join area a on a.parent_id = p.area_id join unit u on u.area_id = a.id and u.kind = 'party_committee' where p.level = 'province'`,
]

const ISSUED: readonly string[] = [
  `insert into document (id, realm, held, regime, issuer_unit_id, issuer, subject, created_at)
   select id, realm, true, 'party', unit_id, 'Ban Thường vụ', 'Triển khai thực hiện công tác nhân đạo', app_now() from bench_paper`,
  `insert into clause (document_id, ordinal, label, text, rhythm) select id, 1, '1', 'Nâng cao chất lượng các hoạt động nhân đạo.', 'standing' from bench_paper`,
  `insert into outgoing (realm, document_id, unit_id, state, forwards_id, signed_by, signed_at, numbered_at, issued_at)
   select realm, id, unit_id, 'issued', parent_id, unit_id, app_now(), app_now(), app_now() from bench_paper`,
  `with recursive up(root_id, document_id, depth) as (
     select id, id, 0 from bench_paper union all
     select p.parent_id, up.document_id, up.depth + 1 from up join bench_paper p on p.id = up.root_id where p.parent_id is not null)
   insert into document_thread (root_id, document_id, depth) select root_id, document_id, depth from up`,
]

/** One in eight is not opened yet, one in eight sent it back; half of the tasks are taken. */
const SENT: readonly string[] = [
  'analyze bench_paper',
  `create table bench_sent as
   select s.*, abs(hashtext(s.unit_id::text)) % 8 as luck from (
     select p.id as document_id, p.unit_id as from_unit_id, p.realm, n.unit_id from bench_paper p join bench_paper n on n.parent_id = p.id where p.level in ('root', 'province')
     union all
     select p.id, p.unit_id, p.realm, u.id from bench_paper p join area a on a.parent_id = p.area_id join unit u on u.area_id = a.id and u.kind = p.kind where p.level = 'line'
     union all
     select p.id, p.unit_id, p.realm, u.id from bench_paper p join unit u on u.area_id = p.area_id and u.id <> p.unit_id where p.level = 'commune') s
   where s.unit_id <> s.from_unit_id`,
  `insert into delivery (realm, document_id, unit_id, from_unit_id, ordinal, kind, status, sent_at, opened_at, returned_at, returned_reason, passed_on_id)
   select s.realm, s.document_id, s.unit_id, s.from_unit_id, row_number() over (), 'to', case luck when 0 then '01' when 1 then '02' else '03' end, app_now(),
     case when luck > 0 then app_now() end, case when luck = 1 then app_now() end, case when luck = 1 then 'wrong-address' end, n.id
   from bench_sent s left join bench_paper n on n.parent_id = s.document_id and n.unit_id = s.unit_id`,
  `insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, sentence, state)
   select realm, document_id, 1, unit_id, 'lead', 'standing', 'Nâng cao chất lượng các hoạt động nhân đạo.', case when luck % 2 = 0 then 'asked' else 'taken' end from bench_sent`,
]
