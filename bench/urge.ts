import { randomUUIDv7 } from 'node:crypto'
import { deepStrictEqual } from 'node:assert'
import { sql } from 'kysely'
import { addDays, type CommandId, type PlainDate } from '../src/kernel/index.ts'
import { urgeTonight } from '../src/reports/index.ts'
import { alternate, compared, elapsed, tell, type Figure } from './figures.ts'
import type { Country } from './world.ts'

const UNITS = 3400
const LETTERS = 50
const ROUNDS = 7
const GOAL = 3
/** The Monday on which the nights of the bench begin: each round is the night after. */
const FIRST = '2025-10-06' as PlainDate

/**
 * One night's work over 3,400 units and 50 open directives, everything that is its turn written into the log and told,
 * against the bare query that finds the late ones: as the owner, over the same rows, without the log, the authority and
 * the messages. Nights follow each other, so that each finds what came due since the one before.
 */
export async function urge(country: Country): Promise<Figure[]> {
  await plant(country)
  let day = addDays(FIRST, -1)
  const figures: string[] = []
  const night = async () => {
    day = addDays(day, 1)
    while ([0, 6].includes(new Date(day).getUTCDay())) day = addDays(day, 1)
    const at = { now: new Date(`${day}T20:15:00Z`), today: day }
    let units = 0
    const ms = await elapsed(async () => {
      units = (await urgeTonight(country.db, at, randomUUIDv7() as CommandId)).units.length
    })
    figures.push(`${units}`)
    return ms
  }
  const bare = () =>
    elapsed(() =>
      country.db.own({ now: country.moment.now, asOf: day }, async tx => {
        const { rows } = await BARE(day).execute(tx)
        deepStrictEqual(rows.length > 0, true)
      }),
    )
  await night() // the first night finds the whole backlog; it is told apart
  tell(`urge: units told by the first night: ${figures.at(-1)}`)
  const rounds = await alternate(ROUNDS, night, bare)
  const { rows } = await country.db.own({ now: country.moment.now, asOf: day }, tx =>
    sql<{
      n: number
      lines: number
    }>`select (select count(*)::int from task) as n, (select count(*)::int from urging) as lines`.execute(tx),
  )
  tell(`urge: ${rows[0]!.n} tasks, ${rows[0]!.lines} lines in the log; units told by night: ${figures.join(' ')}`)
  return [compared({ name: 'urge', database: country.db.kind, unit: 'ms', goal: GOAL, atMost: true, rounds })]
}

/** Who is late, with work or with taking a letter in, line by line: what a person would type who knows the tables. */
const BARE = (day: PlainDate) => sql`
  select t.unit_id, t.document_id, t.clause_ordinal, t.due_on from task t
  where t.state <> 'done' and t.rhythm <> 'standing' and t.due_on < ${day}::date
    and not exists (select from delivery d where d.document_id = t.document_id and d.unit_id = t.unit_id and d.status = '02')
    and not exists (select from task_date_request r where r.answer is null and r.document_id = t.document_id and r.unit_id = t.unit_id
      and r.clause_ordinal = t.clause_ordinal)
  union all
  select d.unit_id, d.document_id, 0, d.sent_at::date from delivery d
  where d.status = '01' and d.kind = 'to' and d.sent_at < ${day}::date - 3
  order by unit_id, due_on`

/**
 * Fifty letters of one body to 3,400 units, with deadlines from five weeks before the first night to five weeks after.
 * Six of ten units are done with what is past; one in twenty has not taken the letter into its register.
 */
export async function plant({ db, moment, unit, home }: Country): Promise<void> {
  const from = unit('front_committee', home)
  const statements = [
    `create table bench_urged as select id, realm, row_number() over (order by id) as n from unit where kind = 'front_standing_committee' or (kind = 'red_cross_society' and area_id in (select id from area where level = 'province'))`,
    `insert into bench_urged select id, realm, 100000 + row_number() over (order by id) from unit where kind = 'women_union' limit greatest(0, ${UNITS} - (select count(*) from bench_urged))`,
    `delete from bench_urged where n > ${UNITS} and n < 100000`,
    `create table bench_directive as select md5('urge' || n)::uuid as id, n, date '${FIRST}' - 36 + (n * 72 / ${LETTERS}) as due_on from generate_series(1, ${LETTERS}) n`,
    `insert into document (id, realm, held, regime, issuer_unit_id, issuer, number, symbol, issued_on, subject, created_at)
     select id, 0, true, 'state', '${from}', 'Ban Thường trực', n::text, 'MTTQ-BTT', due_on - 40, 'Triển khai công tác nhân đạo', app_now() from bench_directive`,
    `insert into clause (document_id, ordinal, label, text, rhythm, due_on, confirmed_at) select id, 1, '1', 'Báo cáo kết quả.', 'deadline', due_on, app_now() from bench_directive`,
    `insert into outgoing (realm, document_id, unit_id, state, signed_by, signed_at, numbered_at, issued_at) select 0, id, '${from}', 'issued', '${from}', app_now(), app_now(), app_now() from bench_directive`,
    `insert into document_thread (root_id, document_id, depth) select id, id, 0 from bench_directive`,
    `insert into delivery (realm, document_id, unit_id, from_unit_id, ordinal, kind, status, sent_at, opened_at, returned_at, returned_reason)
     select u.realm, d.id, u.id, '${from}', row_number() over (), 'to', case luck when 0 then '01' when 1 then '02' else '03' end, (d.due_on - 40)::timestamptz, case when luck > 0 then app_now() end,
       case when luck = 1 then app_now() end, case when luck = 1 then 'wrong-address' end
     from bench_directive d cross join (select *, n % 20 as luck from bench_urged) u`,
    `insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, due_on, sentence, state, done_at)
     select u.realm, d.id, 1, u.id, 'lead', 'deadline', d.due_on, 'Báo cáo kết quả.', case when late then 'done' else 'taken' end, case when late then app_now() end
     from bench_directive d cross join bench_urged u cross join lateral (select d.due_on < date '${FIRST}' and abs(hashtext(u.id::text || d.n)) % 10 < 6) x (late)`,
  ]
  await db.own({ now: moment.now, asOf: moment.today }, async tx => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
  for (const table of ['document', 'delivery', 'task', 'clause', 'outgoing', 'unit', 'unit_path'])
    await sql.raw(`analyze ${table}`).execute(db.pool)
}
