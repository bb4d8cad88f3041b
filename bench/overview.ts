import { deepStrictEqual } from 'node:assert'
import { sql } from 'kysely'
import { readAs } from '../src/access/index.ts'
import type { Tx } from '../src/db/index.ts'
import { movedAndFacts, overTime, recordsBehindStep, whoMoved, whoWaits, type Look } from '../src/overview/index.ts'
import { alternate, compared, elapsed, limited, tell, type Figure } from './figures.ts'
import { plantTree } from './tree.ts'
import { plantWork } from './work-done.ts'
import type { Country } from './world.ts'

/** A page answers before anybody wonders whether it does. */
const GOAL_MS = 3000
/** Seven tables under row-level security, the thread's top, the way through the areas and what stood that day. */
const GOAL_RATIO = 4
const ROUNDS = 5

/**
 * The views of a leader at the top, over a letter that the whole country passed on and has been at work on for two months:
 * 34 provinces and 3,321 communes. Who moved is set against the bare aggregate over the same rows.
 */
export async function overview(country: Country): Promise<Figure[]> {
  const { db, moment } = country
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from delivery`.execute(db.pool)
  if (rows[0]!.n === 0) await plantTree(country)
  const planted = await plantWork(country)
  tell(
    `overview: ${Object.entries(planted)
      .map(([table, n]) => `${n} ${table}`)
      .join(', ')}`,
  )
  const actor = country.actor('party_committee', country.home)
  const look: Look = { letter: null, on: moment.today, area: null, own: false, line: null }
  const moved = () => readAs(db, moment, actor, tx => whoMoved(tx, look))
  const bare = () => db.own({ now: moment.now, asOf: moment.today }, async tx => (await BARE.execute(tx)).rows)
  const { total } = await moved()
  const all = (await bare()).find(row => row.kind === null && row.area === null)!
  const keys = ['sent', 'received', 'tasks', 'study', 'activity', 'report'] as const
  deepStrictEqual(
    keys.map(key => all[key]),
    keys.map(key => total[key]),
    'both sides count the same',
  )
  tell(`overview: ${keys.map(key => `${total[key]} ${key}`).join(', ')}`)
  const rounds = await alternate(
    ROUNDS,
    () => elapsed(moved),
    () => elapsed(bare),
  )
  const figures = [
    compared({ name: 'overview who moved', database: db.kind, unit: 'ms', goal: GOAL_RATIO, atMost: true, rounds }),
  ]
  const views: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    'first page': tx => movedAndFacts(tx, look),
    'who waits': tx => whoWaits(tx, look),
    'over time': tx => overTime(tx, look, 'week'),
    'records behind a figure': tx => recordsBehindStep(tx, look, 'activity'),
  }
  for (const [name, view] of Object.entries(views)) {
    const times: number[] = []
    for (let round = 0; round < 3; round += 1) times.push(await elapsed(() => readAs(db, moment, actor, view)))
    tell(`overview, ${name}: ${times.map(ms => ms.toFixed(0)).join(', ')} ms`)
    const middle = times.sort((a, b) => a - b)[1]!
    figures.push(
      limited({ name: `overview ${name}`, database: db.kind, unit: 'ms', goal: GOAL_MS, figure: Math.round(middle) }),
    )
  }
  return figures
}

/** What the answer needs, over all rows: how far each body has come, then the whole, each kind and each area. */
const BARE = sql<Record<string, unknown>>`
  with sent as (select unit_id, bool_or(acknowledged_at is not null) as received from delivery where kind = 'to' and status <> '02' group by unit_id),
  work as (select t.unit_id, count(*) as tasks, count(*) filter (where t.state <> 'asked') as taken
    from task t join delivery d on d.document_id = t.document_id and d.unit_id = t.unit_id and d.status <> '02' group by t.unit_id),
  issued as (select unit_id from implementing_letter union select unit_id from outgoing where forwards_id is not null),
  held as (select distinct unit_id from study_session where withdrawn_at is null),
  shown as (select distinct unit_id from task_evidence where kind = 'activity' and ended_at is null),
  reported as (select distinct unit_id from report where state <> 'draft')
  select u.kind, case when a.level = 'commune' then a.parent_id else a.id end as area, count(*)::int as sent, count(*) filter (where s.received)::int as received, count(i.unit_id)::int as issued,
    count(*) filter (where w.tasks > 0 and w.taken = w.tasks)::int as tasks, count(h.unit_id)::int as study, count(e.unit_id)::int as activity, count(r.unit_id)::int as report
  from sent s join unit u on u.id = s.unit_id join area a on a.id = u.area_id left join work w on w.unit_id = s.unit_id left join issued i on i.unit_id = s.unit_id
    left join held h on h.unit_id = s.unit_id left join shown e on e.unit_id = s.unit_id left join reported r on r.unit_id = s.unit_id
  group by grouping sets ((), (u.kind), (case when a.level = 'commune' then a.parent_id else a.id end))`
