import { deepStrictEqual } from 'node:assert'
import { sql } from 'kysely'
import { readAs } from '../src/access/index.ts'
import type { DocumentId } from '../src/kernel/index.ts'
import { coverageOf } from '../src/reports/index.ts'
import { alternate, compared, elapsed, limited, tell, type Figure } from './figures.ts'
import { plantTree } from './tree.ts'
import type { Country } from './world.ts'

const ROUNDS = 7
const GOAL = 3
const STATEMENTS = 1

/**
 * How far a letter has come over a whole-country tree of four levels, for whoever issued it, under row-level security,
 * against the bare aggregate over the same rows: as the owner, every delivery and task there is, with the same groups.
 */
export async function coverage(country: Country): Promise<Figure[]> {
  const { db, moment } = country
  const { root, deliveries, tasks } = await plantTree(country)
  tell(`coverage: ${deliveries} deliveries and ${tasks} tasks`)
  const actor = country.actor('party_committee', country.home)
  const covered = () => readAs(db, moment, actor, tx => coverageOf(tx, root))
  const bare = () => db.own({ now: moment.now, asOf: moment.today }, async tx => (await BARE.execute(tx)).rows)
  deepStrictEqual(totals(await bare()), totalsOf(await covered()), 'both sides count the same')
  const statements = await countStatements(country, root)
  const rounds = await alternate(
    ROUNDS,
    () => elapsed(covered),
    () => elapsed(bare),
  )
  return [
    compared({ name: 'coverage', database: db.kind, unit: 'ms', goal: GOAL, atMost: true, rounds }),
    limited({
      name: 'coverage statements',
      database: db.kind,
      unit: 'statements',
      goal: STATEMENTS,
      figure: statements,
    }),
  ]
}

/** What the answer needs, over all rows: a unit's deliveries and tasks, then the whole, each kind and each area. */
const BARE = sql<Record<string, unknown>>`
  with reach as (
    select unit_id, count(*) as sent, count(opened_at) as opened, count(*) filter (where status = '01' and opened_at is not null) as opened_only,
      count(*) filter (where status = '01' and opened_at is null) as waiting, count(*) filter (where status in ('03', '04', '05', '06')) as acknowledged,
      count(*) filter (where status = '02') as returned, count(passed_on_id) as passed_on
    from delivery group by unit_id),
  work as (select unit_id, count(*) as tasks, count(*) filter (where state <> 'asked') as taken from task t
    where not exists (select from delivery d where d.status = '02' and d.document_id = t.document_id and d.unit_id = t.unit_id) group by unit_id)
  select u.kind, case when a.level = 'commune' then a.parent_id else a.id end as area,
    sum(r.sent)::int8 as sent, sum(r.opened)::int8 as opened, sum(r.opened_only)::int8 as opened_only, sum(r.waiting)::int8 as waiting, sum(r.acknowledged)::int8 as acknowledged, sum(r.returned)::int8 as returned,
    sum(r.passed_on)::int8 as passed_on, sum(w.tasks)::int8 as tasks, sum(w.taken)::int8 as taken
  from reach r full join work w using (unit_id) join unit u on u.id = unit_id join area a on a.id = u.area_id
  group by grouping sets ((), (u.kind), (case when a.level = 'commune' then a.parent_id else a.id end))`

const totals = (rows: readonly Record<string, unknown>[]) => {
  const all = rows.find(row => row['kind'] === null && row['area'] === null)!
  return ['sent', 'opened', 'opened_only', 'waiting', 'acknowledged', 'returned', 'passed_on', 'tasks', 'taken'].map(
    key => Number(all[key]),
  )
}
const totalsOf = ({ total }: Awaited<ReturnType<typeof coverageOf>>) => [
  total.sent,
  total.opened,
  total.openedOnly,
  total.waiting,
  total.acknowledged,
  total.returned,
  total.passedOn,
  total.tasks,
  total.tasksTaken,
]

/** Begin, the settings of the transaction and commit belong to every read; the rest is the coverage. */
async function countStatements({ db, moment, actor, home }: Country, root: DocumentId): Promise<number> {
  const who = actor('party_committee', home)
  const count = async (work: Parameters<typeof readAs>[3]) => {
    const before = db.statements()
    await readAs(db, moment, who, work)
    return db.statements() - before
  }
  return (await count(tx => coverageOf(tx, root))) - (await count(async () => null))
}
